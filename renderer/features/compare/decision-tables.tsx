/** Who selects which rows at the cut, and what of that is right: every cell opens its rows. */
import { useClient } from '../../transport/client.ts';
import { countText } from '../../ui/quantities.ts';
import { CellButton } from './cell-button.tsx';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { confusionCondition, swapCondition } from './conditions.ts';
import { outcomeText } from './cut-sentence.ts';
import type { ConfusionFigures, SwapName } from './decision-figures.ts';
import { costOf } from './costs.ts';
import { amountText, decimalText, shareText, weightText } from './figure-text.ts';
import { showRows } from './show-rows.ts';
import { useAtCut, usePair, type AtCut, type FoundPair } from './use-found-pair.ts';

interface AtPair {
  found: Found;
  pair: FoundPair;
  at: AtCut;
}

export function DecisionTables({ found }: { found: Found }) {
  const pair = usePair(found);
  const at = useAtCut(found);
  if (pair === null || at === null) return null;
  const isJudged = found.report.task === 'binary' && at.live.sql.label !== null;
  return (
    <section className={classes.cards} aria-label="Decisions">
      <SwapTable found={found} pair={pair} at={at} />
      <DecisionFigures found={found} pair={pair} at={at} isJudged={isJudged} />
      {isJudged && <ConfusionTable found={found} at={at} pair={pair} model={0} />}
      {isJudged && <ConfusionTable found={found} at={at} pair={pair} model={pair.model} />}
    </section>
  );
}

function SwapTable({ found, pair, at }: AtPair) {
  const client = useClient();
  const { champion, challenger, model } = pair;
  const titles: Readonly<Record<SwapName, string>> = {
    kept: 'selected by both',
    swappedIn: `selected by ${challenger} alone`,
    swappedOut: `selected by ${champion} alone`,
    rejected: 'selected by neither',
  };
  const cell = (name: SwapName) => {
    const { rows, share, outcomeMean, value } = at.decisions.swap[name];
    const notes: (string | null)[] = [
      shareText(share),
      outcomeText(found.report, outcomeMean),
      ...(found.report.value === null ? [] : [`${found.report.value} ${weightText(value)}`]),
    ];
    return (
      <td>
        <CellButton
          count={rows}
          notes={notes.filter((note) => note !== null).join(', ')}
          what={titles[name]}
          onOpen={() =>
            void showRows(client, found, swapCondition(at.live.sql, name, model, at.thresholds), `Rows ${titles[name]}`)
          }
        />
      </td>
    );
  };
  const { agreement } = at.decisions;
  return (
    <figure className={classes.card}>
      <figcaption>They decide the same on {shareText(agreement)} of the rows</figcaption>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <td />
            <th scope="col">{challenger} selects</th>
            <th scope="col">{challenger} does not</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{champion} selects</th>
            {cell('kept')}
            {cell('swappedOut')}
          </tr>
          <tr>
            <th scope="row">{champion} does not</th>
            {cell('swappedIn')}
            {cell('rejected')}
          </tr>
        </tbody>
      </table>
    </figure>
  );
}

function ConfusionTable({ found, at, pair, model }: AtPair & { model: number }) {
  const client = useClient();
  const name = model === 0 ? pair.champion : pair.challenger;
  const figures = model === 0 ? at.decisions.champion : at.decisions.challenger;
  const cell = (key: keyof ConfusionFigures & `${string}tives`, isSelected: boolean, outcome: 0 | 1) => {
    const what = `${isSelected ? 'selected' : 'not selected'} by ${name} that ${outcome === 1 ? 'came true' : 'did not'}`;
    return (
      <td>
        <CellButton
          count={figures[key]}
          notes=""
          what={what}
          onOpen={() => {
            const where = confusionCondition(at.live.sql, model, at.thresholds[model] ?? 0, { isSelected, outcome });
            void showRows(client, found, where, `Rows ${what}`);
          }}
        />
      </td>
    );
  };
  return (
    <figure className={classes.card}>
      <figcaption>
        {name}: {shareText(figures.precision)} of what it selects came true, {shareText(figures.recall)} of what came
        true is selected
      </figcaption>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <td />
            <th scope="col">came true</th>
            <th scope="col">did not</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">selected</th>
            {cell('truePositives', true, 1)}
            {cell('falsePositives', true, 0)}
          </tr>
          <tr>
            <th scope="row">not selected</th>
            {cell('falseNegatives', false, 1)}
            {cell('trueNegatives', false, 0)}
          </tr>
        </tbody>
      </table>
    </figure>
  );
}

function DecisionFigures({ found, pair, at, isJudged }: AtPair & { isJudged: boolean }) {
  const { decisions, thresholds } = at;
  const lines: [name: string, champion: string, challenger: string][] = [
    ['selects from', decimalText(thresholds[0]), decimalText(thresholds[pair.model])],
    ['selects', shareText(decisions.championRate), shareText(decisions.challengerRate)],
  ];
  if (isJudged) {
    const of = (key: 'precision' | 'recall' | 'f1' | 'accuracy') =>
      [decimalText(decisions.champion[key]), decimalText(decisions.challenger[key])] as const;
    lines.push(['precision', ...of('precision')], ['recall', ...of('recall')], ['F1', ...of('f1')]);
    lines.push(['right decisions', ...of('accuracy')]);
    const { costs } = found.job;
    if (costs !== undefined) {
      const [own, other] = [costOf(costs, decisions.champion), costOf(costs, decisions.challenger)];
      lines.push(['cost', amountText(own), amountText(other)]);
    }
  }
  return (
    <figure className={classes.card}>
      <figcaption>
        {countText(decisions.swap.swappedIn.rows + decisions.swap.swappedOut.rows)} rows change hands (
        {shareText(decisions.swapRate)}); Cohen’s kappa {decimalText(decisions.kappa)}
      </figcaption>
      <table className={classes.numbers}>
        <thead>
          <tr>
            <td />
            <th scope="col">{pair.champion}</th>
            <th scope="col">{pair.challenger}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, champion, challenger]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{champion}</td>
              <td>{challenger}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
