/** What can be done with what was found: another comparison, a report, the command that does the same. */
import { Button, CopyButton } from '@mantine/core';
import { useState } from 'react';
import type { ComparisonInput } from '../../../contract/index.ts';
import { useClient, type Client } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { tell } from '../../ui/notice.ts';
import { fileName, joinPath } from '../sources/paths.ts';
import { suggestDestination } from '../score/destination.ts';
import { comparisonCommand } from './comparison-command.ts';
import classes from './compare.module.css';
import { choose, useCompare, type Found } from './compare-store.ts';
import { scoreText } from './figure-text.ts';
import { runComparison } from './run-comparison.ts';
import { useAtCut, type AtCut } from './use-found-pair.ts';

export function ReportButtons({ found }: { found: Found }) {
  const client = useClient();
  const host = useHost();
  const [fault, setFault] = useState<unknown>(null);
  const save = async () => {
    setFault(null);
    const parent = await host.chooseFolder();
    if (parent === null) return;
    try {
      const folder = await freeFolder(client, joinPath(parent, nameFor(found)));
      await client.compare.save({ id: found.id, folder });
      tell(`The report, its figures and the scored table are in ${folder}.`);
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <>
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => void save()}>
          Save report …
        </Button>
        <CopyButton value={comparisonCommand(found.job, nameFor(found))}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy command'}
            </Button>
          )}
        </CopyButton>
        <RunAtCutButton found={found} />
        <Button variant="default" onClick={() => useCompare.setState({ isChoosing: true })}>
          Compare otherwise …
        </Button>
      </div>
      {fault !== null && <FaultCard error={fault} />}
    </>
  );
}

/** The report tells of the cut that was asked for; where that is another by now, it can be asked for this one. */
function RunAtCutButton({ found }: { found: Found }) {
  const client = useClient();
  const host = useHost();
  const at = useAtCut(found);
  const asked = found.report.agreement[0]?.decisions;
  if (
    at === null ||
    (asked?.championThreshold === at.thresholds[0] && asked?.challengerThreshold === at.thresholds[1])
  ) {
    return null;
  }
  const again = () => {
    choose({ select: { by: at.by, at: at.cut } });
    void runComparison(client, host, jobAt(found.job, at));
  };
  return (
    <Button variant="default" onClick={again} title="The report and the tests of decisions then tell of this cut">
      Compare again at {at.by === 'top' ? `${at.cut} %` : scoreText(at.cut)}
    </Button>
  );
}

function jobAt(job: ComparisonInput, { by, cut }: AtCut): ComparisonInput {
  const other = Object.fromEntries(Object.entries(job).filter(([key]) => key !== 'threshold' && key !== 'top'));
  return { ...(other as ComparisonInput), ...(by === 'top' ? { top: cut } : { threshold: cut }) };
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
