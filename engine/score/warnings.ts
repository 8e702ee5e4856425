/** What a user should know about a finished run although nothing failed. */
import type { ModelReceipt, Receipt } from '../../contract/index.ts';

export function warningsOf(models: readonly ModelReceipt[], rowsRead: number): string[] {
  const warnings =
    rowsRead === 0 ? ['No rows reached the models: the table is empty, or the filter let none through.'] : [];
  for (const model of models) {
    const { asked, ran, why } = model.provider;
    if (why !== null && asked !== 'auto')
      warnings.push(
        `Model "${model.name}" was to run on ${asked} and ran on ${asked === ran ? 'it in part' : ran}. ${why}`,
      );
    if (model.unscored > 0) {
      const [rows, have] = model.unscored === 1 ? ['row', 'has'] : ['rows', 'have'];
      warnings.push(
        `${model.unscored.toLocaleString('en-US')} ${rows} ${have} no predictions of model "${model.name}": a value is missing there.`,
      );
    }
    for (const bound of model.binding) {
      const what = bound.column === null ? `Expression \`${bound.sql}\`` : `Column "${bound.column}"`;
      const feeds = `${what} feeds "${bound.feature}" of model "${model.name}"`;
      const share = (count: number) =>
        `${count.toLocaleString('en-US')} of ${(rowsRead * (bound.length ?? 1)).toLocaleString('en-US')} values`;
      if (bound.failed > 0)
        warnings.push(`${feeds}: ${share(bound.failed)} did not convert and were taken as missing.`);
      if (bound.overflowed > 0)
        warnings.push(`${feeds}: ${share(bound.overflowed)} are too large for ${bound.element} and became infinite.`);
      if (rowsRead > 0 && bound.missing + bound.failed >= rowsRead * (bound.length ?? 1))
        warnings.push(`${feeds}: every value is missing.`);
    }
  }
  return warnings;
}

/** Text inputs get text as the file has it, unless a column was read as something else, whose values are then written anew. */
export function rewrittenTexts(models: readonly ModelReceipt[]): string[] {
  return models.flatMap((model) =>
    model.binding.flatMap(({ column, element, feature, type }) => {
      if (element !== 'string' || column === null || type === 'VARCHAR' || /INT/.test(type)) return [];
      return [
        `Column "${column}" feeds text to "${feature}" of model "${model.name}" and was read as ${type}: values are written anew (5.50 as 5.5, TRUE as true). Pass --type '${column}=VARCHAR' to feed them as they stand in the file.`,
      ];
    }),
  );
}

/** Rows that the user let pass unscored are counted aloud. */
export function rejectedWarnings({
  rejected,
  quarantine,
}: { rejected: number } & Pick<Receipt, 'quarantine'>): string[] {
  if (rejected === 0) return [];
  const rows = `${rejected.toLocaleString('en-US')} ${rejected === 1 ? 'row' : 'rows'} could not be scored`;
  return [
    quarantine === null ? `${rows}; there the predictions are missing.` : `${rows}; see "${quarantine.path}" for why.`,
  ];
}
