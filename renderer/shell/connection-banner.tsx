/** Says that the engine stopped, that it is back, and why it had stopped. */
import { Button } from '@mantine/core';
import { acknowledgeEnd, useConnection } from '../transport/connection.ts';
import { Banner } from '../ui/banner.tsx';

export function ConnectionBanner() {
  const { state, endedBecause, fault } = useConnection();
  const ended = `The engine ended${endedBecause === null ? '' : ` (${endedBecause})`}`;
  if (state === 'lost') return <Banner tone="warn">{ended}. Starting it again …</Banner>;
  if (state === 'gone') {
    return <Banner tone="warn">Rowcast has ended. Start it again and open the address that it prints.</Banner>;
  }
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
        {fault === null
          ? `${ended}, several times within a minute, and was not started again.`
          : `${fault.message} ${fault.hint}`}
      </Banner>
    );
  }
  if (endedBecause === null) return null;
  return (
    <Banner tone="warn" onClose={acknowledgeEnd}>
      {ended}. A new engine took over; what was running is marked as failed.
    </Banner>
  );
}
