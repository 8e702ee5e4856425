/** `rowcast score`: a table goes in, the same table comes out with predictions. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import { formatOfTable, Job, suggestedName } from '../../contract/index.ts';
import { checked, numberSaid } from '../said/checked.ts';
import { readKeep, readModel, readPredictions } from '../said/rules.ts';
import { requireOptions } from '../said/required.ts';
import { refuseRepeats } from '../said/repeats.ts';
import { addSourceOptions, collect, sourceRequest, type SourceSaid } from '../said/source-options.ts';
import { addRunOptions, type RunSaid } from '../said/run-options.ts';
import { addScoringOptions, scoringSaid, type ScoringSaid } from '../said/scoring-options.ts';
import { carryOut } from '../terminal/carry-out.ts';

interface ScoreSaid extends SourceSaid, ScoringSaid, RunSaid {
  model: string[];
  output: string;
  outputFormat?: string;
  keep: string;
  explain?: string;
  onBadRow: string;
  predictions?: string;
}

export function scoreCommand(): Command {
  const command = new Command('score')
    .description('Writes the table with the predictions of one or more models in it')
    .argument('<DATA...>', 'files or globs: CSV, TSV, Parquet, NDJSON')
    .option('--model <[NAME=]MODEL>', 'an .onnx file (repeatable; all score in one pass)', collect)
    .option('-o, --output <OUT>', 'file to write: .parquet .csv .csv.gz .tsv .ndjson .arrow')
    .option('--output-format <FORMAT>', 'write the output as, whatever its name')
    .option('--keep <all|none|COLS>', 'columns of the table to keep', 'all')
    .option(
      '--explain <K|all>',
      'add the K strongest reasons for each score, or what every feature contributes (trees)',
    )
    .option('--predictions <NAME[=AS],…>', 'predictions to write, and what to call them (all, by their own names)')
    .option('--on-bad-row <fail|null|quarantine>', 'what becomes of a row that cannot be scored', 'fail')
    .option('--save-job <FILE>', 'write all this as a job file too, for `rowcast run FILE`');
  addSourceOptions(addRunOptions(addScoringOptions(command)));
  return refuseRepeats(requireOptions(command, ['model', 'output'], exampleOf)).action(
    async (paths: string[], said: ScoreSaid) => {
      const job = checked(Job, jobSaid(paths, said));
      await carryOut(() => job, said);
    },
  );
}

/** Beside the table and in its own format, as the window suggests. */
function exampleOf(missing: string, [path = '']: readonly string[]): string | undefined {
  if (missing !== 'output') return undefined;
  const name = basename(path);
  return `-o ${suggestedName(name, formatOfTable(name))}`;
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
    keep: readKeep(said.keep),
    ...scoringSaid(said),
    explain: numberSaid(said.explain),
    onBadRow: said.onBadRow,
    predictions: said.predictions === undefined ? [] : readPredictions(said.predictions),
    destination: { path: said.output, format: said.outputFormat, overwrite: said.overwrite },
  };
}
