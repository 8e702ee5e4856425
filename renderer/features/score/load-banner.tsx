/** Says why a job file could not be taken over, or not as it was. */
import { Button } from '@mantine/core';
import { FaultCard } from '../../ui/fault-card.tsx';
import { useLoadFault } from './load-job.ts';

export function LoadBanner() {
  const { fault } = useLoadFault();
  if (fault === null) return null;
  const dismiss = (
    <Button size="compact-xs" variant="subtle" color="gray" onClick={() => useLoadFault.setState({ fault: null })}>
      Dismiss
    </Button>
  );
  return <FaultCard error={fault} buttons={dismiss} />;
}
