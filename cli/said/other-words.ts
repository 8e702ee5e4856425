/** Commands that there are none of, under names by which what they would do is looked for. */
import { RowcastError } from '../../contract/index.ts';

const reasons = 'Reasons for scores come with them: `rowcast score … --explain 3` adds the 3 strongest for each row.';
const score = '`rowcast score DATA --model MODEL -o OUTPUT` scores a table.';
const compare = '`rowcast compare DATA --champion MODEL --challenger MODEL -o FOLDER` compares models.';
const preview = '`rowcast preview DATA` shows a table, `rowcast inspect MODEL` a model.';
const app = '`rowcast app` opens the window in a browser.';

const pointers: Readonly<Record<string, string>> = {
  explain: reasons,
  reasons,
  shap: reasons,
  predict: score,
  infer: score,
  apply: score,
  diff: compare,
  evaluate: compare,
  describe: preview,
  show: preview,
  head: preview,
  schema: preview,
  open: app,
  ui: app,
  start: app,
  serve: app,
};

/** Throws where `word` is such a name. */
export function refuseOtherWords(word: string): void {
  const pointer = Object.hasOwn(pointers, word) ? pointers[word] : undefined;
  if (pointer !== undefined) throw new RowcastError('INVALID_ARGUMENT', `There is no command "${word}".`, pointer);
}
