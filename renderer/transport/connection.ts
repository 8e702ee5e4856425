/** Whether an engine answers, as the whole window can see it. */
import { create } from 'zustand';
import type { Fault } from '../../contract/index.ts';

/** `lost`: another engine is on its way; `stopped`: none starts by itself; `gone`: nothing answers any more where the page came from. */
type ConnectionState = 'connecting' | 'connected' | 'lost' | 'stopped' | 'gone';

interface Connection {
  state: ConnectionState;
  /** Counts engines: what was opened in one is not open in the next. */
  engine: number;
  /** Why the last engine ended, in a phrase, where one did by itself; until the user has seen it. */
  endedBecause: string | null;
  /** Why no engine can start; null where one can. */
  fault: Fault | null;
}

export const useConnection = create<Connection>(() => ({
  state: 'connecting',
  engine: 0,
  endedBecause: null,
  fault: null,
}));

export function engineConnected(): void {
  useConnection.setState(({ engine }) => ({ state: 'connected', engine: engine + 1, fault: null }));
}

export function engineLost(reason: string | null, restarting = true, fault: Fault | null = null): void {
  useConnection.setState(({ endedBecause }) => ({
    state: restarting ? 'lost' : 'stopped',
    endedBecause: reason ?? endedBecause,
    fault,
  }));
}

export function appGone(): void {
  useConnection.setState({ state: 'gone' });
}

export function acknowledgeEnd(): void {
  useConnection.setState({ endedBecause: null });
}
