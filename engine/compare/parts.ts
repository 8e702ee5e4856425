/** The figures that are told of all rows and of each segment alike. */
import type { SegmentPart } from '../../contract/index.ts';
import { pairFigures } from './agreement.ts';
import { binaryFigures } from './binary-quality.ts';
import type { Counted } from './counted.ts';
import { decisionsOf, type Thresholds } from './decisions.ts';
import { testsOf } from './paired-tests.ts';
import { regressionQuality } from './regression-quality.ts';
import type { Subject } from './subject.ts';

export type Part = Omit<SegmentPart, 'name'>;

export function partOf(subject: Subject, counted: Counted, thresholds: Thresholds): Part {
  const { rows, judged, weight } = counted.margins.counts;
  const challengers = [...subject.scores.keys()].filter((at) => at > 0);
  const qualityOf = subject.task === 'binary' ? binaryFigures : regressionQuality;
  return {
    rows,
    judged,
    weight,
    agreement: challengers.map((at) => ({
      ...pairOf(subject, at),
      ...pairFigures(counted, at),
      decisions: decisionsOf(counted, at, thresholds),
    })),
    quality: judged === 0 ? [] : subject.scores.map(({ model }, at) => qualityOf(model, counted, at)),
    tests: challengers.flatMap((at) =>
      judged === 0
        ? []
        : testsOf(counted, at, subject, thresholds).map((test) => ({ ...pairOf(subject, at), ...test })),
    ),
  };
}

export function pairOf({ scores }: Subject, at: number): { champion: string; challenger: string } {
  return { champion: scores[0]?.model ?? '', challenger: scores[at]?.model ?? '' };
}
