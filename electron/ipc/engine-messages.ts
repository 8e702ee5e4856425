/** What main and the engine's process say to each other besides what goes through ports. */
import type { Fault } from '../../contract/index.ts';

/** From main; `serve` comes with one port. */
export type ToEngine = { ask: 'serve' } | { ask: 'stop' };

/** From the engine's process: why it cannot start at all. */
export interface FromEngine {
  failed: Fault;
}
