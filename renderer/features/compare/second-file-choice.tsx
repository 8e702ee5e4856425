/** A second file whose rows are put beside those of the first by a key, for scores that stand there. */
import { Button, MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SourceColumn } from '../../../contract/index.ts';
import { useClient, type Client } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { useJob } from '../score/job-store.ts';
import { fileName } from '../sources/paths.ts';
import { numberColumns, type SecondFile } from './candidates.ts';
import classes from './compare.module.css';
import { choose, useCompare } from './compare-store.ts';

export function SecondFileChoice() {
  const host = useHost();
  const second = useCompare((state) => state.choices.second);
  const pick = async () => {
    const [path] = await host.chooseFiles({ kind: 'table' });
    if (path !== undefined) choose({ second: { path, key: [], scores: [] } });
  };
  return (
    <PanelSection
      title="Second file"
      aside={
        <>
          {second !== null && (
            <Button size="compact-xs" variant="subtle" onClick={() => choose({ second: null })}>
              Leave out
            </Button>
          )}
          <Button size="compact-xs" variant="subtle" onClick={() => void pick()}>
            {second === null ? 'Choose a file' : 'Choose another'}
          </Button>
        </>
      }
    >
      {second !== null && <SecondColumns key={second.path} second={second} />}
    </PanelSection>
  );
}

function SecondColumns({ second }: { second: SecondFile }) {
  const client = useClient();
  const own = useJob((job) => job.columns);
  const { data, error } = useQuery({
    queryKey: ['second file', second.path],
    queryFn: () => columnsOf(client, second.path),
  });
  if (error !== null) return <FaultCard error={error} />;
  const columns = data ?? [];
  const common = own.filter(({ name }) => columns.some((other) => other.name === name)).map(({ name }) => name);
  return (
    <>
      <p className={classes.dim}>
        Rows of {fileName(second.path)} stand beside those of the open table that have the same key.
      </p>
      <MultiSelect
        label="Key: what tells rows apart in both"
        placeholder={second.key.length === 0 ? 'a column of both files' : ''}
        searchable
        data={common}
        value={[...second.key]}
        onChange={(key) => choose({ second: { ...second, key } })}
        error={data !== undefined && common.length === 0 ? 'The two files have no column in common.' : null}
      />
      <MultiSelect
        label="Scores in it that are challengers"
        placeholder={second.scores.length === 0 ? 'none: only labels and other columns are taken' : ''}
        searchable
        data={numberColumns(columns).filter((name) => !second.key.includes(name))}
        value={[...second.scores]}
        onChange={(scores) => choose({ second: { ...second, scores } })}
      />
    </>
  );
}

async function columnsOf(client: Client, path: string): Promise<readonly SourceColumn[]> {
  const { table, source } = await client.table.open({ source: { paths: [path] } });
  await client.table.close({ table });
  return source.columns;
}
