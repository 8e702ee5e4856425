/** `rowcast score`: a table goes in, the same table comes out with predictions. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { Job } from '../../contract/index.ts';
import { checked, numberSaid } from '../said/checked.ts';
import { readBinding, readFeatures, readKeep, readMissing, readModel } from '../said/rules.ts';
import { refuseRepeats } from '../said/repeats.ts';
import { addSourceOptions, collect, sourceRequest, type SourceSaid } from '../said/source-options.ts';
import { addRunOptions, type RunSaid } from '../said/run-options.ts';
import { carryOut } from '../terminal/carry-out.ts';

interface ScoreSaid extends SourceSaid, RunSaid {
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
  trees: string;
  threads?: string;
  memoryLimit?: string;
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
    .option('--trees <auto|fast|runtime>', "what scores a model's trees: Rowcast, ONNX Runtime, or the faster", 'auto')
    .option('--threads <N>', 'threads to use (all cores)')
    .option('--memory-limit <SIZE>', 'for example 512MB')
    .option('--save-job <FILE>', 'write all this as a job file too, for `rowcast run FILE`');
  return refuseRepeats(addSourceOptions(addRunOptions(command))).action(async (paths: string[], said: ScoreSaid) => {
    const job = checked(Job, jobSaid(paths, said));
    await carryOut(() => job, said);
  });
}

/** The job that the words after `rowcast score` mean. Throws where they mean none. */
export function jobFromWords(words: readonly string[]): Job {
  const command = scoreCommand();
  const { operands } = command.parseOptions([...words]);
  return checked(Job, jobSaid(operands, command.opts()));
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
    trees: said.trees,
    resources: {
      threads: numberSaid(said.threads),
      memoryLimit: said.memoryLimit,
    },
    destination: { path: said.output, format: said.outputFormat, overwrite: said.overwrite },
  };
}
