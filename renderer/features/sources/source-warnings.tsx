/** Says what of the open table is probably read otherwise than it is meant, and offers to read it so. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SourceWarning } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { Banner } from '../../ui/banner.tsx';
import { useReopen } from './use-reopen.ts';

export function SourceWarnings() {
  const table = useOpenTable((state) => state.table);
  const isResult = useOpenTable((state) => state.scored.size > 0);
  /** What the user has seen of this table. */
  const [seen, setSeen] = useState<readonly SourceWarning[]>([]);
  if (table === null || isResult) return null;
  return table.source.warnings
    .filter((warning) => !seen.includes(warning))
    .map((warning) => (
      <WarningBanner key={warning.message} warning={warning} onSeen={() => setSeen([...seen, warning])} />
    ));
}

function WarningBanner({ warning, onSeen }: { warning: SourceWarning; onSeen: () => void }) {
  const { reopen } = useReopen();
  const { message, windowHint, suggestion } = warning;
  return (
    <Banner
      tone="warn"
      buttons={
        Object.keys(suggestion).length > 0 && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => reopen(({ csv }) => ({ csv: { ...csv, ...suggestion } }))}
          >
            Read it so
          </Button>
        )
      }
      onClose={onSeen}
    >
      {message} {windowHint}
    </Banner>
  );
}
