/** `rowcast providers`: what models can run on here, and why not on the others. */
import { Command } from 'commander';
import { openEngine } from '../engine-on-demand.ts';
import { textTable } from '../terminal/text-table.ts';

export function providersCommand(): Command {
  return new Command('providers')
    .description('Tries what models can run on here, by running one, and tells why the others do not work')
    .option('--json', 'print JSON')
    .action(async (said: { json?: boolean }) => {
      const engine = await openEngine();
      try {
        const providers = await engine.methods.system.providers();
        const rows = providers.map(({ name, available, what, reason }) => [
          name,
          available ? 'yes' : 'no',
          reason ?? what,
        ]);
        const table = textTable(['provider', 'works', ''], rows, { cellWidth: 200 });
        process.stdout.write(said.json === true ? `${JSON.stringify(providers, null, 2)}\n` : `${table}\n`);
      } finally {
        await engine.close();
      }
    });
}
