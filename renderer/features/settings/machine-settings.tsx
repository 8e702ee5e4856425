/** Settings about what the machine gives: cores, memory, and room on a disk. */
import { Slider, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { About, Settings } from '../../../contract/index.ts';
import { useHost } from '../../transport/host.ts';
import { bytesText, countText } from '../../ui/quantities.ts';
import { Setting } from './setting.tsx';
import classes from './settings.module.css';

interface WholeProps {
  settings: Settings;
  onChange: (settings: Settings) => void;
}

export function ThreadsSetting({ settings, about: { cores }, onChange }: WholeProps & { about: About }) {
  const [moved, setMoved] = useState<number | null>(null);
  const shown = moved ?? settings.threads ?? cores;
  const finish = (value: number) => {
    setMoved(null);
    const { threads, ...rest } = settings;
    if (value !== (threads ?? cores)) onChange(value === cores ? rest : { ...rest, threads: value });
  };
  const hint =
    shown === cores ? `All ${cores} cores of this machine.` : `${shown} of ${cores} cores; the rest stay free.`;
  return (
    <Setting label="Threads" hint={hint}>
      {(id) => (
        <Slider
          thumbProps={{ 'aria-labelledby': id }}
          min={1}
          max={Math.max(cores, 2)}
          value={shown}
          label={countText}
          onChange={setMoved}
          onChangeEnd={finish}
        />
      )}
    </Setting>
  );
}

export function MemorySetting({ settings, about, onChange }: WholeProps & { about: About | undefined }) {
  const [typed, setTyped] = useState<string | null>(null);
  const finish = () => {
    const { memoryLimit = '', ...rest } = settings;
    const said = typed?.trim() ?? memoryLimit;
    setTyped(null);
    if (said !== memoryLimit) onChange(said === '' ? rest : { ...rest, memoryLimit: said });
  };
  const hint =
    about === undefined
      ? ''
      : `This machine has ${bytesText(about.memoryBytes)}. Left empty, a good part of it is used.`;
  return (
    <Setting label="Memory limit" hint={hint}>
      {(id) => (
        <TextInput
          aria-labelledby={id}
          placeholder="for example 4GiB"
          value={typed ?? settings.memoryLimit ?? ''}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={finish}
          onKeyDown={(event) => event.key === 'Enter' && finish()}
        />
      )}
    </Setting>
  );
}

export function FolderSetting({ settings, onChange }: WholeProps) {
  const host = useHost();
  const { temporaryFolder, ...rest } = settings;
  const choose = async () => {
    const folder = await host.chooseFolder();
    if (folder !== null) onChange({ ...rest, temporaryFolder: folder });
  };
  return (
    <Setting label="Temporary files" hint="For what does not fit into memory, such as a sorted table.">
      {(id) => (
        <TextInput
          aria-labelledby={id}
          readOnly
          placeholder="The system’s own folder"
          value={temporaryFolder ?? ''}
          rightSectionWidth={temporaryFolder === undefined ? 72 : 124}
          rightSection={
            <span className={classes.choose}>
              {temporaryFolder !== undefined && (
                <button type="button" onClick={() => onChange(rest)}>
                  Reset
                </button>
              )}
              <button type="button" onClick={() => void choose()}>
                Choose …
              </button>
            </span>
          }
        />
      )}
    </Setting>
  );
}
