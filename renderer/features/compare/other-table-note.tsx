/** Says that another table is open than the one that was compared, which the rest of the window speaks of. */
import { Button } from '@mantine/core';
import { SourceRequest } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { useJob } from '../score/job-store.ts';
import { openSource } from '../sources/open-source.ts';
import { fileName } from '../sources/paths.ts';
import { isSameSource } from '../sources/source-state.ts';
import classes from './compare.module.css';
import type { Found } from './compare-store.ts';

export function OtherTableNote({ found: { job } }: { found: Found }) {
  const client = useClient();
  const source = useJob((state) => state.source);
  if (source === null || isSameSource(source, SourceRequest.parse(job.source))) return null;
  const name = fileName(job.source.paths[0] ?? '');
  const other = fileName(source.paths[0] ?? '');
  return (
    <div className={classes.note} role="note">
      <span>
        This is what was found in {name}. The table that is open is {other}, and what stands beside this page is about
        that.
      </span>
      <Button size="compact-sm" variant="default" onClick={() => void openSource(client, job.source)}>
        Open {name}
      </Button>
    </div>
  );
}
