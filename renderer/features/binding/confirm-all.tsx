/** One click for all lines of a model that were matched loosely. */
import { Button } from '@mantine/core';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import { decide } from '../score/job-store.ts';
import { withConfirmed } from './decisions.ts';
import type { BoundModel } from './use-binding.ts';

export function ConfirmAll({ model: { picked, lines } }: { model: BoundModel }) {
  const unsure = lines.filter(({ state }) => state === 'unsure');
  if (unsure.length === 0) return null;
  return (
    <Button
      variant="light"
      leftSection={<IconCheck size={14} />}
      onClick={() => decide(picked.path, (decisions) => withConfirmed(decisions, unsure))}
    >
      {unsure.length === 1 ? 'Confirm it' : `Confirm all ${unsure.length}`}
    </Button>
  );
}
