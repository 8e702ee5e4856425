/** Tells on stderr what a user should know although nothing failed. */
import { existsSync } from 'node:fs';
import type { SourceDescription } from '../../contract/index.ts';

/** What is probably read otherwise than it is meant, with what to do about it. */
export function warnOfSource({ warnings }: SourceDescription): void {
  warnings.forEach(({ message, hint }) => process.stderr.write(`warning: ${message}\n  ${hint}\n`));
}

/** That a run would stop where a plan was only to be shown. */
export function warnOfOutput(path: string): void {
  if (!existsSync(path)) return;
  process.stderr.write(
    `warning: The output "${path}" is there already: a run would stop.\n  Pass --overwrite, or name another file.\n`,
  );
}

/** What a receipt or report warns of, but for what was said of the source before it was read. */
export function warnOfResult(warnings: readonly string[], told: SourceDescription | undefined): void {
  const before = new Set(told?.warnings.map(({ message }) => message));
  for (const warning of warnings) if (!before.has(warning)) process.stderr.write(`warning: ${warning}\n`);
}
