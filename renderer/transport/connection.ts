/** Whether an engine answers, as the whole window can see it. */
import { create } from 'zustand';

export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'stopped';

interface Connection {
  state: ConnectionState;
  /** Counts engines: what was opened in one is not open in the next. */
  engine: number;
  /** Why the last engine ended, where one did by itself; until the user has seen it. */
  endedBecause: string | null;
}

export const useConnection = create<Connection>(() => ({ state: 'connecting', engine: 0, endedBecause: null }));

export function engineConnected(): void {
  useConnection.setState(({ engine }) => ({ state: 'connected', engine: engine + 1 }));
}

export function engineLost(reason: string | null, restarting = true): void {
  useConnection.setState(({ endedBecause }) => ({
    state: restarting ? 'lost' : 'stopped',
    endedBecause: reason ?? endedBecause,
  }));
}

export function acknowledgeEnd(): void {
  useConnection.setState({ endedBecause: null });
}
