/** What a run did, in words: rows, file, predictions, what was missing, and all of it to take along. */
import { Button, CopyButton } from '@mantine/core';
import type { JobInput, Receipt } from '../../../contract/index.ts';
import { useHost } from '../../transport/host.ts';
import { PanelSection } from '../../ui/panel-section.tsx';
import { amount, bytesText, countText, secondsText } from '../../ui/quantities.ts';
import { fileName } from '../sources/paths.ts';
import { JobTexts } from '../score/job-texts.tsx';
import { LossTable } from './loss-table.tsx';
import { OpenResultButton } from './open-result-button.tsx';
import { PredictionCharts } from './prediction-charts.tsx';
import classes from './result.module.css';

interface ReceiptViewProps {
  receipt: Receipt;
  job: JobInput;
}

export function ReceiptView({ receipt, job }: ReceiptViewProps) {
  const { rows, seconds, output, warnings, models } = receipt;
  return (
    <>
      <section className={classes.ended} aria-live="polite">
        <h2 className={classes.title}>
          {amount(rows.written, 'row')} scored in {secondsText(seconds)}
        </h2>
        <span className={classes.dim}>
          {countText(rows.written / Math.max(seconds, 0.001))} rows/s · {bytesText(output.bytes)}
        </span>
        <span className={classes.path}>{output.path}</span>
        <FileButtons job={job} receipt={receipt} />
        {warnings.map((warning) => (
          <p key={warning} className={classes.warning}>
            {warning}
          </p>
        ))}
      </section>
      <PanelSection title="Predictions">
        <PredictionCharts receipt={receipt} />
      </PanelSection>
      <PanelSection title="Values that were missing or did not fit">
        {models.map((model) => (
          <LossTable key={model.name} model={model} rows={rows.read} />
        ))}
      </PanelSection>
      <PanelSection title="Take it along">
        <JobTexts job={job} sql={receipt.sql} receipt={receipt} />
      </PanelSection>
    </>
  );
}

function FileButtons({ job, receipt }: ReceiptViewProps) {
  const { showInFolder } = useHost();
  const { path } = receipt.output;
  return (
    <div className={classes.buttons}>
      <OpenResultButton receipt={receipt} job={job} />
      {showInFolder !== null && (
        <Button variant="default" onClick={() => void showInFolder(path)}>
          Show in folder
        </Button>
      )}
      <CopyButton value={path}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} aria-label={`Copy path of ${fileName(path)}`}>
            {copied ? 'Copied' : 'Copy path'}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
