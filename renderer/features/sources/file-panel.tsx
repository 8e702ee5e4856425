/** What the open table's files are, and how text in them is read. */
import { useOpenTable } from '../../state/open-table.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { amount, bytesText, countText, timeText } from '../../ui/quantities.ts';
import { CsvOptionsSection } from './csv-options.tsx';
import { ColumnTypesSection } from './column-types.tsx';
import { isDelimitedText } from './file-kinds.ts';
import { fileName, folderOf } from './paths.ts';
import classes from './sources.module.css';

const formats = { csv: 'CSV text', parquet: 'Parquet', ndjson: 'JSON, one record a line' } as const;

export function FilePanel() {
  const { request, table, openFault, rowsTotal } = useOpenTable();
  // What cannot be read may be readable in another way.
  if (request !== null && openFault !== null && isDelimitedText(request)) {
    return <CsvOptionsSection request={request} found={{}} />;
  }
  if (request === null || table === null) return <EmptyHint>Open a table to see how it is read.</EmptyHint>;
  const { files, format, columns, csv } = table.source;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const [first] = files;
  return (
    <>
      <PanelSection title={files.length === 1 ? fileName(first?.path ?? '') : amount(files.length, 'file')}>
        <dl className={classes.facts}>
          <Fact name="Folder" value={folderOf(first?.path ?? '')} />
          <Fact name="Format" value={formats[format]} />
          <Fact name="Size" value={bytesText(bytes)} />
          <Fact name="Rows" value={rowsTotal === null ? 'not counted yet' : countText(rowsTotal)} />
          <Fact name="Columns" value={countText(columns.length)} />
          {files.length === 1 && first !== undefined && <Fact name="Changed" value={timeText(first.modified)} />}
        </dl>
      </PanelSection>
      {csv !== undefined && <CsvOptionsSection request={request} found={csv} />}
      {format !== 'parquet' && <ColumnTypesSection columns={columns} />}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
