/** Refuses an option that is given twice where only one of the two could count. */
import type { Command } from 'commander';
import { RowcastError } from '../../contract/index.ts';
import { collect } from './source-options.ts';

export function refuseRepeats(command: Command): Command {
  for (const option of command.options) {
    if (option.parseArg === collect || option.isBoolean()) continue;
    let given = 0;
    command.on(`option:${option.name()}`, () => {
      given += 1;
      if (given === 1) return;
      throw new RowcastError(
        'INVALID_ARGUMENT',
        `${option.long ?? option.flags} is given more than once.`,
        'Keep the one that you mean.',
      );
    });
  }
  return command;
}
