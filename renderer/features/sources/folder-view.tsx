/** One folder: where it lies, what is in it, and what is chosen from it. */
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import type { FileEntry } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { EntryList } from './entry-list.tsx';
import type { FileQuestion } from './file-browser-store.ts';
import { fits, kindNames } from './file-kinds.ts';
import { FolderPath } from './folder-path.tsx';
import { fileName, folderOf, isAbsolute, joinPath } from './paths.ts';

export function FolderView({ question }: { question: FileQuestion }) {
  const client = useClient();
  const suggested = question.ask === 'destination' ? question.suggested : '';
  const [folder, setFolder] = useState<string | undefined>(folderOf(suggested) || undefined);
  const [name, setName] = useState(fileName(suggested));
  const [everything, setEverything] = useState(false);
  const listing = useQuery({
    queryKey: ['files', folder],
    queryFn: ({ signal }) => client.files.list(folder === undefined ? {} : { folder }, { signal }),
    staleTime: 0,
  });
  const kind = question.ask === 'folder' ? undefined : question.kind;
  const shown = (entry: FileEntry) =>
    entry.kind === 'folder' || (kind !== undefined && (everything || fits(entry.name, kind)));
  const enter = (next: string) => setFolder(next);
  const here = listing.data?.folder;
  return (
    <Stack gap="xs" onKeyDown={typeIntoField}>
      {listing.data !== undefined && <FolderPath listing={listing.data} onEnter={enter} />}
      {listing.error !== null && <FaultCard error={listing.error} />}
      <EntryList
        entries={listing.data?.entries.filter(shown) ?? []}
        many={question.ask === 'files' && question.many}
        loading={listing.isPending}
        onEnter={enter}
        onName={setName}
        onChoose={question.ask === 'files' ? question.answer : () => undefined}
        empty={kind === undefined ? 'No folders here.' : `No ${kindNames[kind]} here.`}
      />
      {question.ask === 'files' && (
        <PathField
          label="Path or pattern"
          placeholder={question.kind === 'model' ? 'late-v*.onnx' : 'sales-*.csv'}
          here={here}
          value={name}
          onChange={setName}
          onEnter={question.answer}
        />
      )}
      {question.ask === 'destination' && (
        <Destination here={here} name={name} onName={setName} onAnswer={question.answer} />
      )}
      {kind !== undefined && question.ask === 'files' && (
        <Checkbox
          size="xs"
          label="Show all files"
          checked={everything}
          onChange={(event) => setEverything(event.currentTarget.checked)}
        />
      )}
      {question.ask === 'folder' && (
        <Group justify="flex-end">
          <Button disabled={here === undefined} onClick={() => here !== undefined && question.answer([here])}>
            Choose this folder
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface PathFieldProps {
  label: string;
  placeholder: string;
  here: string | undefined;
  value: string;
  onChange: (value: string) => void;
  onEnter: (paths: string[]) => void;
}

/** A path, a name in this folder, or a pattern such as `2024-*.csv`. */
function PathField({ label, placeholder, here, value, onChange, onEnter }: PathFieldProps) {
  const path = pathIn(here, value);
  const choose = () => path !== '' && onEnter([path]);
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        flex={1}
        label={label}
        data-autofocus
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onEnterKey(choose)}
      />
      <Button onClick={choose} disabled={path === ''}>
        Open
      </Button>
    </Group>
  );
}

interface DestinationProps {
  here: string | undefined;
  name: string;
  onName: (name: string) => void;
  onAnswer: (paths: string[]) => void;
}

/** A new file's name; one that is there already is replaced only on a second press. */
function Destination({ here, name, onName, onAnswer }: DestinationProps) {
  const client = useClient();
  const [taken, setTaken] = useState<string | null>(null);
  const path = pathIn(here, name);
  const save = async () => {
    if (path === '') return;
    if (taken === path || !(await client.files.exists({ path }))) return onAnswer([path]);
    setTaken(path);
  };
  const replacing = taken === path && path !== '';
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        flex={1}
        label="Name"
        data-autofocus
        value={name}
        error={replacing ? 'A file of this name is there already.' : null}
        onChange={(event) => onName(event.currentTarget.value)}
        onKeyDown={onEnterKey(() => void save())}
      />
      <Button disabled={path === ''} {...(replacing ? { color: 'red' } : {})} onClick={() => void save()}>
        {replacing ? 'Replace it' : 'Save'}
      </Button>
    </Group>
  );
}

/** Letters that are typed beside the field go into it, as in every dialog for files. */
function typeIntoField({ key, target, currentTarget, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey || target instanceof HTMLInputElement) return;
  currentTarget.querySelector<HTMLInputElement>('input[data-autofocus]')?.focus();
}

function onEnterKey(action: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    action();
  };
}

function pathIn(folder: string | undefined, name: string): string {
  const text = name.trim();
  if (text === '') return '';
  return isAbsolute(text) || folder === undefined ? text : joinPath(folder, text);
}
