/** A job as texts to take along: its SQL, its receipt, and a job file that the command line runs. */
import { useQuery } from '@tanstack/react-query';
import { Job, type JobInput, type Receipt } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { TextBlock } from '../../ui/text-block.tsx';
import { SaveJobButton } from './save-job-button.tsx';

interface JobTextsProps {
  job: JobInput;
  /** Null until it is known. */
  sql: string | null;
  receipt?: Receipt;
}

export function JobTexts({ job, sql, receipt }: JobTextsProps) {
  const client = useClient();
  const { data: yaml } = useQuery({
    queryKey: ['yaml', job],
    queryFn: ({ signal }) => client.job.toYaml(Job.parse(job), { signal }),
  });
  return (
    <div>
      {sql !== null && <TextBlock label="SQL of the job" text={sql} />}
      {yaml !== undefined && <TextBlock label="Job file" text={yaml} buttons={<SaveJobButton job={job} />} />}
      {receipt !== undefined && <TextBlock label="Receipt" text={JSON.stringify(receipt, null, 2)} />}
    </div>
  );
}
