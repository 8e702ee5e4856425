/** Options that a command cannot do without. */
import type { Command } from 'commander';

/**
 * Asks for them once all else that was said is understood: commander's own way tells of them before an option that it does not know.
 * `example` says one for what else was said.
 */
export function requireOptions(
  command: Command,
  names: readonly string[],
  example: (missing: string, paths: readonly string[]) => string | undefined = () => undefined,
): Command {
  return command.hook('preAction', (_, called) => {
    const missing = called.options.find((option) => {
      const name = option.attributeName();
      return names.includes(name) && called.getOptionValue(name) === undefined;
    });
    if (missing === undefined) return;
    const one = example(missing.attributeName(), called.args);
    called.error(
      `error: required option '${missing.flags}' not specified${one === undefined ? '' : `\n(for example ${one})`}`,
    );
  });
}
