/** What moved between two files, in sentences. */
import type { DriftReport, UnpairedTest } from '../../../contract/index.ts';
import { fewestRows, shiftOf, tooFewRows } from '../judged-shift.ts';
import { count, decimal, percent, pValue, signed } from '../written-numbers.ts';

const figureNames: Readonly<Record<UnpairedTest['figure'], string>> = {
  auc: 'AUC',
  logLoss: 'log loss',
  brier: 'Brier score',
  mae: 'mean absolute error',
};

/** Beyond this level of significance a difference is no finding. */
const level = 0.05;
/** The rule of thumb of credit scoring: from here on a distribution has moved. */
const moved = 0.1;
const told = 5;

export function driftSentences({ first, second, score, columns, tests }: DriftReport): string[] {
  return [
    ...tests.map((test) => testSentence(test, first.file, second.file)),
    ...scoreSentence(score, Math.min(first.rows, second.rows)),
    ...columnSentence(columns, Math.min(first.read, second.read)),
  ];
}

function testSentence(test: UnpairedTest, first: string, second: string): string {
  const values = `${figureNames[test.figure]} ${decimal(test.second.value)} in ${second}, ${decimal(test.first.value)} in ${first}`;
  const sure = `difference ${signed(test.difference)}, 95 % interval ${signed(test.low)} to ${signed(test.high)}, p ${pValue(test.pValue)}`;
  if (test.pValue > level) return `No sure difference: ${values} (${sure}).`;
  const isBetter = test.difference > 0 === (test.figure === 'auc');
  return `The model is ${isBetter ? 'better' : 'worse'} in ${second}: ${values} (${sure}).`;
}

const shiftWords = { little: 'hardly moved', some: 'moved somewhat', much: 'moved much' } as const;

/** `rows` are those of the smaller file. */
function scoreSentence({ psi, meanDifference }: DriftReport['score'], rows: number): string[] {
  if (psi === null) return [];
  const by = meanDifference === null ? '' : `, and their mean moves by ${signed(meanDifference)}`;
  const unjudged = tooFewRows(rows);
  const index = `population stability index is ${decimal(psi)}`;
  if (unjudged !== undefined) return [`The scores' ${index}${by}; ${unjudged} in one file.`];
  return [`The scores ${shiftWords[shiftOf(psi)]}: their ${index}${by}.`];
}

function columnSentence(columns: DriftReport['columns'], rows: number): string[] {
  // Of few rows the sentence on the scores says why nothing is judged.
  if (columns.length === 0 || rows < fewestRows) return [];
  const far = columns.filter(({ psi }) => psi !== null && psi >= moved);
  const [most] = columns;
  if (far.length === 0) {
    const largest = most === undefined || most.psi === null ? '' : `, the most ${most.column} (${decimal(most.psi)})`;
    return [
      `None of ${count(columns.length)} columns moved: no population stability index reaches ${moved}${largest}.`,
    ];
  }
  const names = far.slice(0, told).map(({ column, psi }) => `${column} (${decimal(psi ?? 0)})`);
  const more = far.length > told ? ` and ${count(far.length - told)} more` : '';
  const missing = columns
    .filter(({ first, second }) => Math.abs((second.missing ?? 0) - (first.missing ?? 0)) >= 0.01)
    .map(
      ({ column, first, second }) => `${column} from ${percent(first.missing ?? 0)} to ${percent(second.missing ?? 0)}`,
    );
  return [
    `${count(far.length)} of ${count(columns.length)} columns moved by their population stability index: ${names.join(', ')}${more}.`,
    ...(missing.length === 0 ? [] : [`Missing values: ${missing.slice(0, told).join(', ')}.`]),
  ];
}
