/** Loads the engine when a command needs it: help, and whoever starts it in another process, do not wait for DuckDB. */
import type { Engine } from '../engine/engine.ts';

export async function openEngine(): Promise<Engine> {
  const engine = await import('../engine/engine.ts');
  return engine.openEngine();
}
