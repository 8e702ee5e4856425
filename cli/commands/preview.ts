/** `rowcast preview`: a first look at a table. */
import { Command } from 'commander';
import { SourceRequest, type Preview } from '../../contract/index.ts';
import { openEngine } from '../../engine/engine.ts';
import { checked } from '../said/checked.ts';
import { addSourceOptions, sourceRequest, type SourceSaid } from '../said/source-options.ts';
import { bytes, count } from '../terminal/numbers.ts';
import { textTable } from '../terminal/text-table.ts';

const rowLimit = 10;

export function previewCommand(): Command {
  const command = new Command('preview')
    .description("Shows a table's types, row count, missing values, range and first rows")
    .argument('<DATA...>', 'files or globs: CSV, TSV, Parquet, NDJSON')
    .option('--json', 'print JSON');
  return addSourceOptions(command).action(async (paths: string[], said: SourceSaid & { json?: boolean }) => {
    const source = checked(SourceRequest, sourceRequest(paths, said));
    const engine = await openEngine();
    try {
      const preview = await engine.methods.source.preview({ source, rowLimit });
      process.stdout.write(said.json === true ? `${JSON.stringify(preview, null, 2)}\n` : describePreview(preview));
    } finally {
      engine.close();
    }
  });
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
  const rows = preview.firstRows.map((row) => row.map((cell) => cell ?? ''));
  return `${[
    `${what}: ${count(preview.rowCount)} rows, ${preview.columns.length} columns, ${size}`,
    textTable(['column', 'type', 'missing', 'min', 'max'], columns, { numeric: new Set([2]), cellWidth: 32 }),
    `First rows\n${textTable(
      preview.columns.map((column) => column.name),
      rows,
      { cellWidth: 20 },
    )}`,
  ].join('\n\n')}\n`;
}
