/** The tables that were opened before, in the rail. */
import { ActionIcon, Tooltip } from '@mantine/core';
import IconTable from '@tabler/icons-react/icons/IconTable';
import IconX from '@tabler/icons-react/icons/IconX';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { RecentSource } from '../../../contract/index.ts';
import { showPage } from '../../shell/layout-store.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient } from '../../transport/client.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { openAsLastTime } from './last-reading.ts';
import { sourceName } from './source-name.ts';
import classes from './sources.module.css';

const key = ['library', 'sources'];
const mostShown = 12;

export function RecentFiles() {
  const client = useClient();
  const queries = useQueryClient();
  const { request, table } = useOpenTable();
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => client.library.sources(undefined, { signal }),
  });
  const forget = useMutation({
    mutationFn: (paths: string[]) => client.library.forgetSource({ paths }),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  useEffect(() => {
    if (table !== null) void queries.invalidateQueries({ queryKey: key });
  }, [table, queries]);
  if (error !== null) return <FaultCard error={error} />;
  const open = request?.paths.join('\n');
  const known = data?.filter(({ paths }) => paths.join('\n') !== open) ?? [];
  const recent: RecentSource[] =
    request === null ? known : [{ paths: request.paths, lastUsed: '', exists: true }, ...known];
  if (recent.length === 0) return <EmptyHint>Open or drop a table; it will be listed here.</EmptyHint>;
  return (
    <ul className={classes.recent}>
      {recent.slice(0, mostShown).map((source) => (
        <RecentFile
          key={source.paths.join('\n')}
          source={source}
          isOpen={source.paths.join('\n') === open}
          onForget={() => forget.mutate(source.paths)}
        />
      ))}
    </ul>
  );
}

interface RecentFileProps {
  source: RecentSource;
  isOpen: boolean;
  onForget: () => void;
}

function RecentFile({ source: { paths, exists }, isOpen, onForget }: RecentFileProps) {
  const client = useClient();
  const name = sourceName(paths);
  const open = () => {
    showPage(null);
    if (!isOpen) void openAsLastTime(client, paths);
  };
  return (
    <li className={classes.recentItem} data-open={isOpen || undefined} data-gone={!exists || undefined}>
      <Tooltip label={exists ? paths.join('\n') : `${paths.join('\n')} is no longer there`} multiline position="right">
        <button type="button" className={classes.recentButton} aria-current={isOpen || undefined} onClick={open}>
          <IconTable size={16} stroke={1.5} />
          <span>{name}</span>
        </button>
      </Tooltip>
      {!isOpen && (
        <ActionIcon size={20} aria-label={`Forget ${name}`} className={classes.forget ?? ''} onClick={onForget}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </li>
  );
}
