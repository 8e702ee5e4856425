/** Says that the engine stopped, that it is back, and why it had stopped. */
import { Button } from '@mantine/core';
import { acknowledgeEnd, useConnection } from '../transport/connection.ts';
import { Banner } from '../ui/banner.tsx';

export function ConnectionBanner() {
  const { state, endedBecause } = useConnection();
  if (state === 'lost') return <Banner tone="warn">{endedBecause ?? 'The engine stopped.'} Starting it again …</Banner>;
  if (state === 'stopped') {
    return (
      <Banner
        tone="warn"
        buttons={
          <Button variant="default" onClick={() => window.rowcast?.startEngine()}>
            Start the engine
          </Button>
        }
      >
        {endedBecause ?? 'The engine stopped.'} It was not started again, since it ended several times in a row.
      </Banner>
    );
  }
  if (endedBecause === null) return null;
  return (
    <Banner tone="warn" onClose={acknowledgeEnd}>
      {endedBecause} A new engine took over; what was running is marked as failed.
    </Banner>
  );
}
