/** `rowcast score`: a table goes in, the same table comes out with predictions. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { Job, type Receipt } from '../../contract/index.ts';
import { openEngine, type Engine } from '../../engine/engine.ts';
import { checked, numberSaid } from '../said/checked.ts';
import { readBinding, readFeatures, readKeep, readMissing, readModel } from '../said/rules.ts';
import { refuseRepeats } from '../said/repeats.ts';
import { addSourceOptions, collect, sourceRequest, type SourceSaid } from '../said/source-options.ts';
import { cancelOnSignals } from '../terminal/cancel.ts';
import { describePlan, describeReceipt } from '../terminal/describe-run.ts';
import { ProgressBar } from '../terminal/progress-bar.ts';
import { checkReceiptFile, writeReceiptFile } from '../terminal/receipt-file.ts';

interface ScoreSaid extends SourceSaid {
  model: string[];
  output: string;
  outputFormat?: string;
  keep: string;
  prefix?: string;
  bind?: string[];
  features?: string;
  byPosition?: boolean;
  where?: string;
  missing?: string[];
  provider: string;
  threads?: string;
  memoryLimit?: string;
  overwrite?: boolean;
  dryRun?: boolean;
  receipt?: string;
  json?: boolean;
  quiet?: boolean;
}

export function scoreCommand(): Command {
  const command = new Command('score')
    .description('Writes the table with the predictions of one or more models in it')
    .argument('<DATA...>', 'files or globs: CSV, TSV, Parquet, NDJSON')
    .requiredOption('--model <[NAME=]MODEL>', 'an .onnx file (repeatable; all score in one pass)', collect)
    .requiredOption('-o, --output <OUT>', 'file to write: .parquet .csv .csv.gz .tsv .ndjson .arrow')
    .option('--output-format <FORMAT>', 'write the output as, whatever its name')
    .option('--keep <all|none|COLS>', 'columns of the table to keep', 'all')
    .option('--prefix <TEXT>', 'put in front of the names of the new columns')
    .option('--bind <INPUT=COLUMN[,COLUMN…]>', 'what feeds an input or feature, or INPUT:=SQL (repeatable)', collect)
    .option('--features <a,b,c|@FILE>', 'columns for a model that does not name its features, in its order')
    .option('--by-position', 'feed such a model the first columns of the table')
    .option('--where <SQL>', 'score only rows for which this holds')
    .option('--missing <[INPUT:]nan|error|VALUE>', 'what a missing value becomes (repeatable)', collect)
    .option('--provider <NAME>', 'what runs the model: auto or cpu', 'auto')
    .option('--threads <N>', 'threads to use (all cores)')
    .option('--memory-limit <SIZE>', 'for example 512MB')
    .option('--overwrite', 'replace the output if it is there')
    .option('--dry-run', 'print the binding and the SQL, and stop')
    .option('--receipt <FILE>', 'write the receipt as JSON')
    .option('--json', 'print the receipt as JSON on stdout, and nothing else there')
    .option('--quiet', 'print nothing but errors');
  return refuseRepeats(addSourceOptions(command)).action(async (paths: string[], said: ScoreSaid) => {
    const job = checked(Job, jobSaid(paths, said));
    const engine = await openEngine();
    try {
      await (said.dryRun === true ? showPlan(engine, job, said) : run(engine, job, said));
    } finally {
      await engine.close();
    }
  });
}

function jobSaid(paths: readonly string[], said: ScoreSaid): Record<keyof Job, unknown> {
  return {
    source: sourceRequest(paths, said),
    models: said.model.map((text) => readModel(text, existsSync)),
    bind: (said.bind ?? []).map(readBinding),
    features: said.features === undefined ? undefined : readFeatures(said.features),
    byPosition: said.byPosition,
    missing: (said.missing ?? []).map(readMissing),
    where: said.where,
    keep: readKeep(said.keep),
    prefix: said.prefix,
    provider: said.provider,
    resources: {
      threads: numberSaid(said.threads),
      memoryLimit: said.memoryLimit,
    },
    destination: { path: said.output, format: said.outputFormat, overwrite: said.overwrite },
  };
}

async function showPlan(engine: Engine, job: Job, said: ScoreSaid): Promise<void> {
  const plan = await engine.methods.job.plan(job);
  process.stdout.write(said.json === true ? `${JSON.stringify(plan, null, 2)}\n` : describePlan(plan));
}

async function run(engine: Engine, job: Job, said: ScoreSaid): Promise<void> {
  const cancel = cancelOnSignals();
  const bar = new ProgressBar(process.stderr);
  try {
    for await (const event of await engine.methods.job.run(job, { signal: cancel.signal })) {
      if (event.event === 'planned' && said.receipt !== undefined) {
        checkReceiptFile(said.receipt, event.plan, job.destination);
      }
      if (event.event === 'progress' && said.quiet !== true) bar.show(event.progress);
      if (event.event === 'finished') {
        bar.clear();
        finish(event.receipt, said);
      }
    }
  } finally {
    bar.clear();
    cancel.stop();
  }
}

function finish(receipt: Receipt, said: ScoreSaid): void {
  if (said.receipt !== undefined) writeReceiptFile(said.receipt, receipt);
  if (said.quiet !== true) receipt.warnings.forEach((warning) => process.stderr.write(`warning: ${warning}\n`));
  if (said.json === true) process.stdout.write(`${JSON.stringify(receipt)}\n`);
  else if (said.quiet !== true) process.stdout.write(describeReceipt(receipt));
}
