/** How wide a column is until someone changes it: as its name and first values need. */
import type { SourceColumn } from '../../../contract/index.ts';

const narrowestUsual = 72;
const widestUsual = 280;
const characterWidth = 7.25;
const nameCharacterWidth = 7;
const padding = 18;
/** Room for the header's menu button and the sort arrow. */
const headerButtons = 40;

export function naturalWidth({ name }: SourceColumn, values: readonly (string | null)[]): number {
  const longest = Math.max(4, ...values.map((value) => value?.length ?? 4));
  const needed = Math.max(
    longest * characterWidth + padding,
    name.length * nameCharacterWidth + padding + headerButtons,
  );
  return Math.round(Math.min(Math.max(needed, narrowestUsual), widestUsual));
}
