/** The options that say how models are fed and run, shared by every command that scores. */
import type { Command } from 'commander';
import type { Job } from '../../contract/index.ts';
import { numberSaid } from './checked.ts';
import { readBinding, readFeatures, readMissing } from './rules.ts';
import { collect } from './source-options.ts';

export interface ScoringSaid {
  prefix?: string;
  bind?: string[];
  features?: string;
  byPosition?: boolean;
  where?: string;
  missing?: string[];
  provider: string;
  requireProvider?: boolean;
  trees: string;
  extensions?: string[];
  golden: string;
  threads?: string;
  memoryLimit?: string;
}

export function addScoringOptions(command: Command): Command {
  return command
    .option('--prefix <TEXT>', 'put in front of the names of the new columns')
    .option('--bind <INPUT=COLUMN[,COLUMN…]>', 'what feeds an input or feature, or INPUT:=SQL (repeatable)', collect)
    .option('--features <a,b,c|@FILE>', 'columns for a model that does not name its features, in its order')
    .option('--by-position', 'feed such a model the first columns of the table')
    .option('--where <SQL>', 'score only rows for which this holds')
    .option('--missing <[INPUT:]nan|error|null|mean|VALUE>', 'what a missing value becomes (repeatable)', collect)
    .option(
      '--provider <NAME>',
      'what runs the model: auto, cpu, webgpu, directml, coreml, cuda, tensorrt (see rowcast providers)',
      'auto',
    )
    .option('--require-provider', 'stop where it cannot run all of a model, instead of using the processor')
    .option('--trees <auto|fast|runtime>', "what scores a model's trees: Rowcast, ONNX Runtime, or the faster", 'auto')
    .option('--extensions <LIB>', 'a shared library of operators that the models may use (repeatable)', collect)
    .option(
      '--golden <auto|always|never>',
      "when a model's golden rows are scored again: elsewhere, each time, or not",
      'auto',
    )
    .option('--threads <N>', 'threads to use (all cores)')
    .option('--memory-limit <SIZE>', 'for example 512MB');
}

type ScoringKeys =
  | 'bind'
  | 'features'
  | 'byPosition'
  | 'missing'
  | 'where'
  | 'prefix'
  | 'provider'
  | 'requireProvider'
  | 'trees'
  | 'extensions'
  | 'golden'
  | 'resources';

/** What was said, as part of a job still to be checked by the contract. */
export function scoringSaid(said: ScoringSaid): Record<Extract<keyof Job, ScoringKeys>, unknown> {
  return {
    bind: (said.bind ?? []).map(readBinding),
    features: said.features === undefined ? undefined : readFeatures(said.features),
    byPosition: said.byPosition,
    missing: (said.missing ?? []).map(readMissing),
    where: said.where,
    prefix: said.prefix,
    provider: said.provider,
    requireProvider: said.requireProvider,
    trees: said.trees,
    extensions: said.extensions,
    golden: said.golden,
    resources: {
      threads: numberSaid(said.threads),
      memoryLimit: said.memoryLimit,
    },
  };
}
