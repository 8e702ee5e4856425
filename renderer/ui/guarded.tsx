/** A part of the window that can break without taking the rest with it, as one whose script does not load. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { FaultCard } from './fault-card.tsx';

export function Guarded({ children }: { children: ReactNode }) {
  return <ErrorBoundary FallbackComponent={Broken}>{children}</ErrorBoundary>;
}

/** A script that did not load is asked for again only by a new page. */
function Broken({ error, resetErrorBoundary }: FallbackProps) {
  const buttons = (
    <>
      <Button size="compact-xs" variant="default" onClick={resetErrorBoundary}>
        Try again
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
        Reload the window
      </Button>
    </>
  );
  return <FaultCard error={error} buttons={buttons} />;
}
