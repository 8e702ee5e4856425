/** Where the predictions are written, and in which format. */
import { Button, Select, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { DestinationFormat } from '../../../contract/index.ts';
import { useHost } from '../../transport/host.ts';
import { PanelSection } from '../../ui/panel-section.tsx';
import { formatLabels, formatOf, withFormat } from './destination.ts';
import { useJob } from './job-store.ts';
import classes from './score.module.css';
import { useOutput } from './use-draft.ts';

const formats = DestinationFormat.options.map((value) => ({ value, label: formatLabels[value] }));

export function OutputSection() {
  const output = useOutput();
  const host = useHost();
  const destination = useJob((job) => job.destination);
  const choose = async () => {
    const path = await host.chooseDestination({ kind: 'table', suggested: output?.path ?? 'predictions.parquet' });
    // The dialog has asked whether a file in its place may go.
    if (path !== null) useJob.setState({ destination: path, format: formatOf(path), replace: path });
  };
  const changeFormat = (format: string | null) => {
    const { data } = DestinationFormat.safeParse(format);
    if (data === undefined) return;
    useJob.setState({ format: data, ...(destination === null ? {} : { destination: withFormat(destination, data) }) });
  };
  return (
    <PanelSection
      title="Output"
      aside={
        <Button size="compact-xs" variant="subtle" onClick={() => void choose()}>
          Choose …
        </Button>
      }
    >
      <PathInput path={output?.path ?? ''} />
      <Select
        aria-label="Format"
        allowDeselect={false}
        data={formats}
        value={output?.format ?? null}
        onChange={changeFormat}
      />
    </PanelSection>
  );
}

function PathInput({ path }: { path: string }) {
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => showEnd(input.current), [path]);
  const finish = () => {
    const said = typed?.trim() ?? '';
    if (said !== '' && said !== path) useJob.setState({ destination: said, format: formatOf(said) });
    setTyped(null);
    showEnd(input.current);
  };
  return (
    <TextInput
      ref={input}
      classNames={{ input: classes.path ?? '' }}
      aria-label="File to write"
      title={path}
      value={typed ?? path}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
    />
  );
}

/** The file's own name stands at the end of a long path. */
function showEnd(input: HTMLInputElement | null): void {
  if (input !== null) input.scrollLeft = input.scrollWidth;
}
