/** `rowcast preview`: a first look at a table. */
import { Command } from 'commander';
import { z } from 'zod';
import { SourceRequest, type Preview } from '../../contract/index.ts';
import { openEngine } from '../engine-on-demand.ts';
import { checked } from '../said/checked.ts';
import { refuseRepeats } from '../said/repeats.ts';
import { addSourceOptions, sourceRequest, type SourceSaid } from '../said/source-options.ts';
import { bytes, count } from '../terminal/numbers.ts';
import { textTable } from '../terminal/text-table.ts';
import { warnOfSource } from '../terminal/warnings.ts';

const PreviewRequest = z.object({ source: SourceRequest });

const rowLimit = 10;
/** Characters in a line where there is no terminal to ask. */
const plainWidth = 160;

export function previewCommand(): Command {
  const command = new Command('preview')
    .description("Shows a table's types, row count, missing values, range and first rows")
    .argument('<DATA...>', 'files or globs: CSV, TSV, Parquet, NDJSON')
    .option('--json', 'print JSON');
  return refuseRepeats(addSourceOptions(command)).action(
    async (paths: string[], said: SourceSaid & { json?: boolean }) => {
      const { source } = checked(PreviewRequest, { source: sourceRequest(paths, said) });
      const engine = await openEngine();
      try {
        const preview = await engine.methods.source.preview({ source, rowLimit });
        warnOfSource(preview.source);
        process.stdout.write(said.json === true ? `${JSON.stringify(preview, null, 2)}\n` : describePreview(preview));
      } finally {
        await engine.close();
      }
    },
  );
}

function describePreview(preview: Preview): string {
  const { files } = preview.source;
  const size = bytes(files.reduce((sum, file) => sum + file.bytes, 0));
  const what = files.length === 1 ? files[0]?.path : `${files.length} files`;
  const columns = preview.columns.map((column) => [
    column.name,
    column.type,
    count(column.nulls),
    column.min ?? '',
    column.max ?? '',
  ]);
  return `${[
    `${what}: ${count(preview.rowCount)} rows, ${preview.columns.length} columns, ${size}`,
    textTable(['column', 'type', 'missing', 'min', 'max'], columns, { numeric: new Set([2]), cellWidth: 32 }),
    `First rows\n${firstRows(preview)}`,
  ].join('\n\n')}\n`;
}

/** As many columns as fit the terminal, from the first on. */
function firstRows(preview: Preview): string {
  const width = process.stdout.columns ?? plainWidth;
  const names = preview.columns.map((column) => column.name);
  const rows = preview.firstRows.map((row) => row.map((cell) => cell ?? ''));
  let shown = names.length;
  const table = () =>
    textTable(
      names.slice(0, shown),
      rows.map((row) => row.slice(0, shown)),
      { cellWidth: 24 },
    );
  while (
    shown > 1 &&
    Math.max(
      ...table()
        .split('\n')
        .map((line) => line.length),
    ) > width
  )
    shown -= 1;
  const left = names.slice(shown);
  return left.length === 0 ? table() : `${table()}\nand ${left.length} more columns: ${left.join(', ')}`;
}
