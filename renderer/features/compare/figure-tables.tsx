/** Figures that no threshold changes: how sure differences are, how far the models agree, and what each is worth. */
import type { CompareReport, PairedTest } from '../../../contract/index.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';
import { cutText } from './cut-sentence.ts';
import { decimalText, pValueText, signedText } from './figure-text.ts';
import { testsAt } from './headline.ts';
import { useAtCut, usePair, type FoundPair } from './use-found-pair.ts';

export function FigureTables({ found }: { found: Found }) {
  const pair = usePair(found);
  if (pair === null) return null;
  return (
    <section className={`${classes.cards} ${classes.broad}`} aria-label="Figures">
      <TestTable found={found} pair={pair} />
      <QualityTable report={found.report} />
      <AgreementTable pair={pair} />
    </section>
  );
}

const testNames: Readonly<Record<PairedTest['figure'], string>> = {
  auc: 'AUC',
  accuracy: 'right decisions',
  balancedAccuracy: 'balanced accuracy',
  macroF1: 'macro F1',
  logLoss: 'log loss',
  brier: 'Brier score',
  mae: 'mean absolute error',
  rmse: 'root mean squared error',
  ndcg10: 'NDCG of the first 10',
  ndcg5: 'NDCG of the first 5',
  ndcg: 'NDCG of all',
  map: 'mean average precision',
  mrr: 'mean reciprocal rank',
};

const methodNames: Readonly<Record<PairedTest['method'], string>> = {
  delong: 'DeLong’s test',
  mcnemar: 'McNemar’s test',
  bootstrap: 'bootstrap',
};

function TestTable({ found, pair }: { found: Found; pair: FoundPair }) {
  const at = useAtCut(found);
  const tests = testsAt(found.report, pair.challenger, at?.test ?? null);
  if (tests.length === 0) return null;
  const better = tests.filter((test) => test.better === 'challenger').length;
  const worse = tests.filter((test) => test.better === 'champion').length;
  return (
    <figure className={classes.card}>
      <figcaption>
        {pair.challenger} is surely better by {better} of {tests.length} figures, surely worse by {worse}
      </figcaption>
      <table className={classes.numbers}>
        <thead>
          <tr>
            <th scope="col">figure</th>
            <th scope="col">{pair.champion}</th>
            <th scope="col">{pair.challenger}</th>
            <th scope="col">difference</th>
            <th scope="col">95 % interval</th>
            <th scope="col">p</th>
          </tr>
        </thead>
        <tbody>
          {tests.map((test) => (
            <tr key={test.figure} data-better={test.better ?? 'neither'}>
              <th scope="row" title={methodNames[test.method]}>
                {testNames[test.figure]}
                {test.figure === 'accuracy' && at !== null && ` ${cutText(at)}`}
              </th>
              <td>{decimalText(test.championValue)}</td>
              <td>{decimalText(test.challengerValue)}</td>
              <td>{signedText(test.difference)}</td>
              <td>
                {signedText(test.low)} to {signedText(test.high)}
              </td>
              <td>{pValueText(test.pValue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const qualityNames = {
  auc: 'AUC',
  gini: 'Gini',
  averagePrecision: 'average precision',
  ks: 'KS',
  logLoss: 'log loss',
  brier: 'Brier score',
  ece: 'calibration error',
  mae: 'mean absolute error',
  rmse: 'root mean squared error',
  r2: 'R²',
  mape: 'mean absolute error, share of the outcome',
  bias: 'bias',
} as const;

function QualityTable({ report: { quality } }: { report: CompareReport }) {
  const [first] = quality;
  if (first === undefined) return null;
  const keys = (Object.keys(qualityNames) as (keyof typeof qualityNames)[]).filter((key) => key in first);
  return (
    <figure className={classes.card}>
      <figcaption>What each is worth on the rows with an outcome</figcaption>
      <table className={classes.numbers}>
        <thead>
          <tr>
            <td />
            {quality.map(({ model }) => (
              <th scope="col" key={model}>
                {model}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key}>
              <th scope="row">{qualityNames[key]}</th>
              {quality.map((one) => (
                <td key={one.model}>{decimalText((one as Partial<Record<typeof key, number | null>>)[key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function AgreementTable({ pair: { agreement } }: { pair: FoundPair }) {
  const lines: [string, number | null][] = [
    ['population stability index', agreement.psi],
    ['largest gap of the distributions (KS)', agreement.ks],
    ['area between them (Wasserstein)', agreement.wasserstein],
    ['mean difference', agreement.meanDifference],
    ['mean absolute difference', agreement.meanAbsoluteDifference],
    ['largest difference', agreement.largestDifference],
    ['Pearson’s correlation', agreement.pearson],
    ['Spearman’s correlation', agreement.spearman],
  ];
  return (
    <figure className={classes.card}>
      <figcaption>
        Scores of {agreement.challenger} are{' '}
        {agreement.meanDifference === null ? '–' : signedText(agreement.meanDifference)} on average against{' '}
        {agreement.champion}
      </figcaption>
      <table className={classes.numbers}>
        <tbody>
          {lines.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{decimalText(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
