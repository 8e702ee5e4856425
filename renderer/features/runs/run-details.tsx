/** All that is kept of one run: why it failed, or its receipt in words and whole. */
import type { RunRecord } from '../../../contract/index.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { amount, bytesText, secondsText } from '../../ui/quantities.ts';
import { LossTable } from '../result/loss-table.tsx';
import { JobTexts } from '../score/job-texts.tsx';
import classes from './runs.module.css';

export function RunDetails({ run: { job, receipt, fault } }: { run: RunRecord }) {
  return (
    <div className={classes.details}>
      {fault !== null && <FaultCard error={fault} />}
      {receipt !== null && (
        <>
          <Facts
            facts={[
              ['Rows', `${amount(receipt.rows.read, 'row')} read, ${amount(receipt.rows.written, 'row')} written`],
              ['Time', secondsText(receipt.seconds)],
              ['Written', bytesText(receipt.output.bytes)],
              ['Ran on', [...new Set(receipt.models.map(({ provider }) => provider.ran))].join(', ')],
            ]}
          />
          <CopyText label="Output" text={receipt.output.path} />
          <CopyText label="sha256" text={receipt.output.sha256} />
          {receipt.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
          {receipt.models.map((model) => (
            <LossTable key={model.name} model={model} rows={receipt.rows.read} />
          ))}
        </>
      )}
      <JobTexts job={job} sql={receipt?.sql ?? null} {...(receipt === null ? {} : { receipt })} />
    </div>
  );
}
