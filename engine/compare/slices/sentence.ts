/** The segments that were found, as a sentence among the findings. */
import type { FoundSegment, FoundSegments } from '../../../contract/index.ts';
import { count, signed } from '../written-numbers.ts';

/** Segments that the sentence names. */
const named = 3;

const worse: Readonly<Record<FoundSegments['figure'], (champion: string) => string>> = {
  brier: (champion) => `has a surely higher Brier score than ${champion}, and more so than elsewhere,`,
  'wrong decisions': (champion) => `surely decides wrongly more often than ${champion}, and more so than elsewhere,`,
  'absolute error': (champion) => `has surely larger errors than ${champion}, and more so than elsewhere,`,
  disagreement: (champion) => `surely differs more from ${champion} than elsewhere`,
};

export function foundSentence({ challenger, champion, figure, tested, count: all, segments }: FoundSegments): string {
  const looked = `of ${count(tested)} segments of one or two columns`;
  const subject = `${challenger} ${worse[figure](champion)}`;
  if (all === 0) return `${subject} in none ${looked} (Holm's correction).`;
  const told = segments.slice(0, named).map((one) => `${segmentName(one)} (${signed(one.difference)})`);
  return `${subject} in ${count(all)} ${looked}: ${all > named ? 'most of all ' : ''}${told.join('; ')} (Holm's correction).`;
}

export function segmentName({ where }: FoundSegment): string {
  return where.map(({ column, name }) => `${column} ${name}`).join(' with ');
}
