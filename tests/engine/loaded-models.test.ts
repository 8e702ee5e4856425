/** A model that is bound in many ways does not stay loaded in all of them. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Job } from '../../contract/index.ts';
import { openEngine, type Engine } from '../../engine/engine.ts';
import { readCounters } from '../../engine/model/counters.ts';
import { releaseModels } from '../../engine/model/load.ts';
import { planJob, type PlannedJob } from '../../engine/score/plan.ts';
import { freshFolder } from './fresh-folder.ts';
import { inRepository } from './repository.ts';

const bindings = 14;

/** Jobs that differ in what a missing value becomes, for each of which the model is loaded by itself. */
function planned(engine: Engine, folder: string, value: number): Promise<PlannedJob> {
  const job = Job.parse({
    source: { paths: [inRepository('models/data/flights.parquet')] },
    models: [{ path: inRepository('models/late-v1.onnx') }],
    missing: [{ input: 'dep_delay', missing: { policy: 'value', value: String(value) } }],
    destination: { path: join(folder, 'out.csv') },
  });
  return planJob(engine.context.database, job);
}

it('those in use and the latest stay, the others go and are loaded again when they are asked for', async () => {
  const folder = freshFolder();
  const engine = await openEngine();
  const { database } = engine.context;
  const isLoaded = ({ models: [model] }: PlannedJob) =>
    readCounters(database, model?.function ?? '').then(
      () => true,
      (error: { code?: string }) => (error.code === 'MODEL_UNLOADED' ? false : Promise.reject(error as Error)),
    );
  try {
    const plans = [await planned(engine, folder, 0)];
    for (let value = 1; value < bindings; value += 1) {
      const plan = await planned(engine, folder, value);
      releaseModels(database, plan.models);
      plans.push(plan);
    }
    await expect
      .poll(() => Promise.all(plans.map(isLoaded)))
      .toEqual([true, ...Array.from({ length: bindings - 9 }, () => false), ...Array.from({ length: 8 }, () => true)]);
    const again = await planned(engine, folder, 1);
    expect(again.models[0]?.function).toBe(plans[1]?.models[0]?.function);
    expect(await isLoaded(again)).toBe(true);
    releaseModels(database, [...again.models, ...(plans[0]?.models ?? [])]);
  } finally {
    await engine.close();
  }
});
