/** Says what of the open table is probably read otherwise than it is meant, and offers to read it so. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SourceWarning } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { Banner } from '../../ui/banner.tsx';
import { readingText } from './reading-text.ts';
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
  const otherwise = readingText({ csv: suggestion, types: {} });
  const read = () => reopen(({ csv }) => ({ csv: { ...csv, ...suggestion } }));
  return (
    <Banner
      tone="warn"
      buttons={
        otherwise !== '' && (
          <Button size="compact-xs" variant="default" title={windowHint} onClick={read}>
            Read with {otherwise}
          </Button>
        )
      }
      onClose={onSeen}
    >
      {message} {otherwise === '' && windowHint}
    </Banner>
  );
}
