/** The folders and files of a folder as a list for mouse and keyboard. */
import { ScrollArea, Text, UnstyledButton } from '@mantine/core';
import IconFile from '@tabler/icons-react/icons/IconFile';
import IconFolder from '@tabler/icons-react/icons/IconFolder';
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { FileEntry } from '../../../contract/index.ts';
import { bytesText } from '../../ui/quantities.ts';
import classes from './entry-list.module.css';

interface EntryListProps {
  entries: readonly FileEntry[];
  /** Whether more than one file can be chosen. */
  many: boolean;
  loading: boolean;
  /** Said where there is nothing to choose. */
  empty: string;
  onEnter: (folder: string) => void;
  /** A file was pointed at. */
  onName: (name: string) => void;
  /** Files were chosen: by a double click, or with Enter. */
  onChoose: (paths: string[]) => void;
}

export function EntryList({ entries, many, loading, empty, onEnter, onName, onChoose }: EntryListProps) {
  const [marked, setMarked] = useState<readonly string[]>([]);
  const list = useRef<HTMLDivElement>(null);
  const first = entries[0]?.path;
  useEffect(() => {
    setMarked([]);
    // Who types a name already is not interrupted.
    if (document.activeElement instanceof HTMLInputElement && document.activeElement.value !== '') return;
    list.current?.querySelector('button')?.focus();
  }, [first]);
  const open = (entry: FileEntry) => {
    if (entry.kind === 'folder') return onEnter(entry.path);
    onChoose(marked.includes(entry.path) ? [...marked] : [entry.path]);
  };
  const point = (entry: FileEntry, event: MouseEvent) => {
    if (entry.kind === 'folder') return onEnter(entry.path);
    const more = many && (event.ctrlKey || event.metaKey);
    setMarked(more ? toggled(marked, entry.path) : [entry.path]);
    onName(entry.name);
  };
  if (entries.length === 0 && !loading) return <Text c="dimmed">{empty}</Text>;
  return (
    <ScrollArea h={320} type="auto" className={classes.list}>
      <div ref={list} role="group" aria-label="Files and folders" onKeyDown={moveFocus}>
        {entries.map((entry) => (
          <UnstyledButton
            key={entry.path}
            className={classes.entry}
            aria-pressed={entry.kind === 'file' ? marked.includes(entry.path) : undefined}
            onClick={(event) => point(entry, event)}
            onDoubleClick={() => open(entry)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              open(entry);
            }}
          >
            {entry.kind === 'folder' ? <IconFolder size={16} stroke={1.5} /> : <IconFile size={16} stroke={1.5} />}
            <span className={classes.name}>{entry.name}</span>
            <span className={classes.fact}>{entry.bytes === null ? '' : bytesText(entry.bytes)}</span>
            <span className={classes.fact}>
              {entry.modified === null ? '' : new Date(entry.modified).toLocaleDateString()}
            </span>
          </UnstyledButton>
        ))}
      </div>
    </ScrollArea>
  );
}

function toggled(marked: readonly string[], path: string): string[] {
  return marked.includes(path) ? marked.filter((one) => one !== path) : [...marked, path];
}

/** Arrows move from entry to entry, as in every list of files. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
  const target = targets[event.key];
  if (target === undefined || buttons[target] === undefined) return;
  event.preventDefault();
  buttons[target].focus();
}
