/** An engine that keeps what it did in a folder of the test's own. */
import { onTestFinished } from 'vitest';
import type { JobInput, RunEvent } from '../../contract/index.ts';
import { openEngine, type Engine } from '../../engine/engine.ts';
import { inRepository } from '../engine/repository.ts';

/** To be called in the body of a test; closed when the test is over, or by the test itself. */
export async function engineAt(home: string | null): Promise<Engine> {
  const engine = await openEngine({ home });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= engine.close());
  onTestFinished(close);
  return { ...engine, close };
}

export function flightsJob(output: string, more: Partial<JobInput> = {}): JobInput {
  return {
    source: { paths: [inRepository('models/data/flights.parquet')] },
    models: [{ path: inRepository('models/late-v1.onnx') }],
    destination: { path: output },
    ...more,
  };
}

/** All events of a run but its progress. */
export async function eventsOf(engine: Engine, job: JobInput, signal?: AbortSignal): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of await engine.methods.job.run(job, signal === undefined ? {} : { signal })) {
    if (event.event !== 'progress') events.push(event);
  }
  return events;
}
