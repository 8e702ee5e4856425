/** Runs jobs on an engine in this process, as every transport does, and hands back the receipt or the fault. */
import { afterAll, beforeAll } from 'vitest';
import { RowcastError, type JobInput, type Plan, type Receipt } from '../../contract/index.ts';
import { openEngine, type Engine } from '../../engine/engine.ts';

/** An engine for all tests of a file. */
export class TestEngine {
  #engine: Engine | undefined;

  get methods(): Engine['methods'] {
    if (this.#engine === undefined) throw new Error('the engine is not open yet');
    return this.#engine.methods;
  }

  async open(): Promise<void> {
    this.#engine = await openEngine();
  }

  async close(): Promise<void> {
    await this.#engine?.close();
  }

  async score(job: JobInput): Promise<Receipt> {
    for await (const event of await this.methods.job.run(job)) {
      if (event.event === 'finished') return event.receipt;
    }
    throw new Error('the run ended without a receipt');
  }

  plan(job: JobInput): Promise<Plan> {
    return this.methods.job.plan(job);
  }
}

/** To be called at the top of a file of tests. */
export function useEngine(): TestEngine {
  const engine = new TestEngine();
  beforeAll(() => engine.open());
  afterAll(() => engine.close());
  return engine;
}

/** The fault that `work` ends with; anything else is thrown on. */
export async function faultOf(work: Promise<unknown>): Promise<RowcastError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof RowcastError) return error;
    throw error;
  }
  throw new Error('expected a fault, and it went well');
}
