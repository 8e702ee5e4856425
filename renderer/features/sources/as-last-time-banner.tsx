/** Says that a table is read as it was said last time, and offers to read it as found. */
import { Button } from '@mantine/core';
import { useOpenTable } from '../../state/open-table.ts';
import { Banner } from '../../ui/banner.tsx';
import { readingText } from './reading-text.ts';
import { asFound, useReopen } from './use-reopen.ts';

export function AsLastTimeBanner() {
  const { isAsLastTime, request, table } = useOpenTable();
  const { reopen } = useReopen();
  if (!isAsLastTime || request === null || table === null) return null;
  const text = readingText(request);
  return (
    <Banner
      buttons={
        <Button size="compact-xs" variant="default" onClick={() => reopen(asFound)}>
          Read as found
        </Button>
      }
      onClose={() => useOpenTable.setState({ isAsLastTime: false })}
    >
      Read as last time{text === '' ? '' : `: ${text}`}.
    </Banner>
  );
}
