/** All figures of a comparison of models with several classes, from the file that holds every model's probabilities. */
import type { ClassAgreement, ClassesPart, ClassesReport, ClassQuality } from '../../../contract/index.ts';
import type { Session } from '../../duckdb/session.ts';
import { ratio } from '../figures.ts';
import { measure, type Measured } from '../measure.ts';
import { segmentsOf, type Segments } from '../segments.ts';
import { agreementOf, areProbabilities, classesFigures, toldOf } from './class-figures.ts';
import { classDisagreements } from './class-disagreements.ts';
import { unknownLabels } from './class-label.ts';
import { openClassRows, usableWeight } from './class-rows.ts';
import { classSums, type ClassSums } from './class-sums.ts';
import { classTests } from './class-tests.ts';
import type { ClassSubject } from './class-subject.ts';

export type MeasuredClasses = Omit<Measured, 'live'>;

/** What is told of one class against all others. */
type OneClass = Pick<Measured, 'agreement' | 'distributions' | 'quality' | 'segments' | 'ranks'>;

export async function measureClasses(session: Session, path: string, subject: ClassSubject): Promise<MeasuredClasses> {
  const { label, classes } = subject;
  const warnings = label === undefined ? [] : await unknownLabels(session, path, label, classes);
  const single: OneClass[] = [];
  for (const at of classes.keys()) single.push(await oneClass(session, path, subject, at));
  const segments: Segments[] = [];
  for (const column of subject.segments) segments.push(await segmentsOf(session, path, column));
  await openClassRows(
    session,
    path,
    subject,
    segments.map(({ sql }) => sql),
  );
  const sums = (await classSums(session, subject, 0)).get('');
  const found: ClassesReport = {
    classes: [...classes],
    agreement: sums === undefined ? [] : await agreementsOf(session, path, subject, sums, single),
    quality: sums === undefined || sums.judged === 0 ? [] : qualitiesOf(subject, sums, single),
    segments: sums === undefined ? [] : await segmentsFound(session, subject, segments, single, sums),
  };
  const tests = sums === undefined ? [] : await classTests(session, subject, sums);
  return {
    counts: { compared: sums?.rows ?? 0, judged: sums?.judged ?? 0, positive: 0 },
    warnings,
    ranks: {
      kind: single.some(({ ranks }) => ranks.kind === 'grid') ? 'grid' : 'exact',
      aucBound: Math.max(...single.map(({ ranks }) => ranks.aucBound)),
    },
    distributions: [],
    agreement: [],
    quality: [],
    segments: [],
    foundSegments: [],
    fairness: [],
    tests: tests.flatMap((ofOne, index) => ofOne.map((test) => ({ ...pairNames(subject, index + 1), ...test }))),
    classes: found,
    drift: null,
    ranking: null,
  };
}

/** The probability of class `at` as the score of two outcomes, that class and any other. */
function oneClass(session: Session, path: string, subject: ClassSubject, at: number): Promise<OneClass> {
  const { models, label, classes, segments, seed } = subject;
  const isIt = `CAST((${label?.sql}) = ${at + 1} AS DOUBLE)`;
  return measure(session, path, {
    task: 'binary',
    scores: models.map(({ model, columns }) => ({ model, name: columns[at] ?? '' })),
    label: label === undefined ? undefined : { column: classes[at] ?? '', positive: null, sql: isIt },
    weight: usableWeight(subject),
    value: undefined,
    selection: undefined,
    segments,
    fairness: [],
    costs: undefined,
    seed,
    columns: [],
  });
}

function pairNames({ models }: ClassSubject, at: number): { champion: string; challenger: string } {
  return { champion: models[0]?.model ?? '', challenger: models[at]?.model ?? '' };
}

async function agreementsOf(
  session: Session,
  path: string,
  subject: ClassSubject,
  sums: ClassSums,
  single: readonly OneClass[],
): Promise<ClassAgreement[]> {
  const found: ClassAgreement[] = [];
  for (const [index, { migration }] of sums.pairs.entries()) {
    const at = index + 1;
    found.push({
      ...pairFigures(subject, sums, at),
      migration: migration.map((line) => [...line]),
      shifts: subject.classes.map((name, k) => shiftOf(name, single[k], at)),
      disagreements: await classDisagreements(session, path, subject, at),
    });
  }
  return found;
}

function pairFigures(
  subject: ClassSubject,
  { pairs, weight }: ClassSums,
  at: number,
): ClassesPart['agreement'][number] {
  const pair = pairs[at - 1];
  return {
    ...pairNames(subject, at),
    ...agreementOf(pair?.migration ?? []),
    meanDistance: ratio(pair?.distance ?? null, weight),
    largestDistance: pair?.largest ?? null,
  };
}

function shiftOf(name: string, single: OneClass | undefined, at: number): ClassAgreement['shifts'][number] {
  const pair = single?.agreement[at - 1];
  return {
    class: name,
    psi: pair?.psi ?? null,
    ks: pair?.ks ?? null,
    wasserstein: pair?.wasserstein ?? null,
    championMean: single?.distributions[0]?.mean ?? null,
    challengerMean: single?.distributions[at]?.mean ?? null,
    meanDifference: pair?.meanDifference ?? null,
    pearson: pair?.pearson ?? null,
    spearman: pair?.spearman ?? null,
  };
}

function qualitiesOf(subject: ClassSubject, sums: ClassSums, single: readonly OneClass[]): ClassesReport['quality'] {
  return subject.models.map(({ model }, at) => {
    const confusion = sums.models[at]?.confusion ?? [];
    const classes = toldOf(confusion).map((told, k) => ({
      class: subject.classes[k] ?? '',
      ...told,
      ...rankedOf(single[k]?.quality[at]),
    }));
    return {
      ...classesFigures(
        model,
        sums,
        at,
        classes.map(({ auc }) => auc),
        areProbabilities(sums, at),
      ),
      confusion: confusion.map((line) => [...line]),
      classes,
    };
  });
}

function rankedOf(
  quality: Measured['quality'][number] | Measured['segments'][number]['parts'][number]['quality'][number] | undefined,
): Pick<ClassQuality, 'auc' | 'averagePrecision' | 'ece'> {
  if (quality?.task !== 'binary') return { auc: null, averagePrecision: null, ece: null };
  const { auc, averagePrecision, ece } = quality;
  return { auc, averagePrecision, ece };
}

async function segmentsFound(
  session: Session,
  subject: ClassSubject,
  segments: readonly Segments[],
  single: readonly OneClass[],
  whole: ClassSums,
): Promise<ClassesReport['segments']> {
  const found: ClassesReport['segments'] = [];
  for (const [index, { names }] of segments.entries()) {
    const sums = await classSums(session, subject, index + 1);
    const parts = names.flatMap((name) => {
      const part = sums.get(name);
      return part === undefined ? [] : [partOf(subject, name, part, index, single, whole)];
    });
    found.push({ column: subject.segments[index]?.name ?? '', parts });
  }
  return found;
}

function partOf(
  subject: ClassSubject,
  name: string,
  sums: ClassSums,
  segment: number,
  single: readonly OneClass[],
  whole: ClassSums,
): ClassesPart {
  const aucs = (model: number) =>
    single.map(({ segments }) => {
      const part = segments[segment]?.parts.find((one) => one.name === name);
      return rankedOf(part?.quality[model]).auc;
    });
  return {
    name,
    rows: sums.rows,
    judged: sums.judged,
    weight: sums.weight,
    agreement: sums.pairs.map((_, index) => pairFigures(subject, sums, index + 1)),
    quality:
      sums.judged === 0
        ? []
        : subject.models.map(({ model }, at) => classesFigures(model, sums, at, aucs(at), areProbabilities(whole, at))),
  };
}
