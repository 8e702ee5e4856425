/** Whether an engine answers, as the whole window can see it. */
import { create } from 'zustand';
import type { Fault } from '../../contract/index.ts';

type ConnectionState = 'connecting' | 'connected' | 'lost' | 'stopped';

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

export function acknowledgeEnd(): void {
  useConnection.setState({ endedBecause: null });
}
