/** What can be done with what was found: another comparison, a report, the command that does the same. */
import { Button, CopyButton } from '@mantine/core';
import { useState } from 'react';
import { useClient, type Client } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { tell } from '../../ui/notice.ts';
import { fileName, joinPath } from '../sources/paths.ts';
import { suggestDestination } from '../score/destination.ts';
import { askedCut, jobAt } from './asked-cut.ts';
import { comparisonCommand } from './comparison-command.ts';
import classes from './compare.module.css';
import { useCompare, type Found } from './compare-store.ts';
import { cutText } from './cut-sentence.ts';
import { useAtCut } from './use-found-pair.ts';

export function ReportButtons({ found }: { found: Found }) {
  const client = useClient();
  const host = useHost();
  const at = useAtCut(found);
  const command = comparisonCommand(at === null ? found.job : jobAt(found.job, at), nameFor(found));
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async () => {
    setFault(null);
    const parent = await host.chooseFolder();
    if (parent === null) return;
    setIsSaving(true);
    try {
      const folder = await freeFolder(client, joinPath(parent, nameFor(found)));
      await client.compare.save({ id: found.id, folder, ...(at === null ? {} : { cut: askedCut(at) }) });
      tell(`The report, its figures and the scored table are in ${folder}.`);
    } catch (error) {
      setFault(error);
    }
    setIsSaving(false);
  };
  return (
    <>
      <div className={classes.buttons}>
        <Button
          variant="default"
          onClick={() => void save()}
          loading={isSaving}
          title={at === null ? undefined : `Its figures are told ${cutText(at)}`}
        >
          Save report …
        </Button>
        <CopyButton value={command ?? ''}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              disabled={command === null}
              title={
                command === null ? 'Challengers that run in different ways can only be said in a job file' : undefined
              }
            >
              {copied ? 'Copied' : 'Copy command'}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={() => useCompare.setState({ isChoosing: true })}>
          Compare otherwise …
        </Button>
      </div>
      {fault !== null && <FaultCard error={fault} />}
    </>
  );
}

/** `flights-comparison`. */
function nameFor({ job }: Found): string {
  const suggested = fileName(suggestDestination(job.source, 'parquet'));
  return suggested.replace(/-scored\.parquet$/, '-comparison');
}

/** The first name of its kind that nothing has yet, so that nothing is replaced. */
async function freeFolder(client: Client, path: string): Promise<string> {
  for (let nth = 1; ; nth += 1) {
    const name = nth === 1 ? path : `${path}-${nth}`;
    if (!(await client.files.exists({ path: name }))) return name;
  }
}
