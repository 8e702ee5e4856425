/** Runs a job, or shows its plan, and prints what came of it: the same for every command that has a job. */
import type { Job, Plan, Receipt, SourceDescription } from '../../contract/index.ts';
import type { Engine } from '../../engine/engine.ts';
import { openEngine } from '../engine-on-demand.ts';
import type { RunSaid } from '../said/run-options.ts';
import { cancelOnSignals } from './cancel.ts';
import { describePlan, describeReceipt } from './describe-run.ts';
import { ProgressBar } from './progress-bar.ts';
import { checkReceiptFile, writeReceiptFile } from './receipt-file.ts';
import { warnOfOutput, warnOfResult, warnOfSource } from './warnings.ts';

/** Does with the job that `find` gives what `said` asks for. Nothing is kept but the files that are named. */
export async function carryOut(find: (engine: Engine) => Job | Promise<Job>, said: RunSaid): Promise<void> {
  const engine = await openEngine();
  try {
    await carryOutJob(engine, await find(engine), said);
  } finally {
    await engine.close();
  }
}

export async function carryOutJob(engine: Engine, job: Job, said: RunSaid): Promise<void> {
  await (said.dryRun === true ? showPlan(engine, job, said) : run(engine, job, said));
}

async function showPlan(engine: Engine, job: Job, said: RunSaid): Promise<void> {
  // What is there already does not keep a plan from being shown.
  const plan = await engine.methods.job.plan({ ...job, destination: { ...job.destination, overwrite: true } });
  await saveJob(engine, job, said);
  if (said.quiet !== true) warnOfSource(plan.source);
  if (!job.destination.overwrite) warnOfOutput(job.destination.path);
  process.stdout.write(said.json === true ? `${JSON.stringify(plan, null, 2)}\n` : describePlan(plan));
}

async function run(engine: Engine, job: Job, said: RunSaid): Promise<void> {
  const cancel = cancelOnSignals();
  const bar = new ProgressBar(process.stderr);
  let source: SourceDescription | undefined;
  try {
    for await (const event of await engine.methods.job.run(job, { signal: cancel.signal })) {
      if (event.event === 'planned') {
        ({ source } = event.plan);
        if (said.quiet !== true) warnOfSource(source);
        await prepare(engine, job, event.plan, said);
      }
      if (event.event === 'progress' && said.quiet !== true) bar.show(event.progress);
      if (event.event === 'finished') {
        bar.clear();
        finish(event.receipt, source, said);
      }
    }
  } finally {
    bar.clear();
    cancel.stop();
  }
}

/** Before a row is read, so that no long run ends with a file that cannot be written. */
async function prepare(engine: Engine, job: Job, plan: Plan, said: RunSaid): Promise<void> {
  if (said.receipt !== undefined) checkReceiptFile(said.receipt, plan, job.destination, said.saveJob);
  await saveJob(engine, job, said);
}

async function saveJob(engine: Engine, job: Job, said: RunSaid): Promise<void> {
  if (said.saveJob === undefined) return;
  await engine.methods.job.writeFile({ job, path: said.saveJob, overwrite: said.overwrite === true });
}

function finish(receipt: Receipt, source: SourceDescription | undefined, said: RunSaid): void {
  if (said.receipt !== undefined) writeReceiptFile(said.receipt, receipt);
  if (said.quiet !== true) warnOfResult(receipt.warnings, source);
  if (said.json === true) process.stdout.write(`${JSON.stringify(receipt)}\n`);
  else if (said.quiet !== true) process.stdout.write(describeReceipt(receipt));
}
