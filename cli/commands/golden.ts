/** `rowcast golden`: a few rows and their scores are kept beside a model, to tell whether it still gives them elsewhere. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { GoldenRequest } from '../../contract/index.ts';
import { openEngine } from '../engine-on-demand.ts';
import { checked, numberSaid } from '../said/checked.ts';
import { refuseRepeats } from '../said/repeats.ts';
import { readModel } from '../said/rules.ts';
import { addScoringOptions, scoringSaid, type ScoringSaid } from '../said/scoring-options.ts';
import { addSourceOptions, sourceRequest, type SourceSaid } from '../said/source-options.ts';
import { count } from '../terminal/numbers.ts';
import { warnOfSource } from '../terminal/warnings.ts';

interface GoldenSaid extends SourceSaid, ScoringSaid {
  rows: string;
  tolerance: string;
  overwrite?: boolean;
}

export function goldenCommand(): Command {
  const command = new Command('golden')
    .description('Keeps a few rows and their scores beside a model; elsewhere they are scored again before it is used')
    .argument('<MODEL>', 'an .onnx file')
    .argument('<DATA...>', 'files or globs: CSV, TSV, Parquet, NDJSON')
    .option('--rows <N>', 'how many rows, from all over the table', '48')
    .option('--tolerance <X>', 'a difference that is none, relative where a score is beyond 1', '0.00001')
    .option('--overwrite', 'replace the golden rows that are there');
  return refuseRepeats(addSourceOptions(addScoringOptions(command))).action(
    async (model: string, paths: string[], said: GoldenSaid) => {
      const request = checked(GoldenRequest, {
        draft: { source: sourceRequest(paths, said), models: [readModel(model, existsSync)], ...scoringSaid(said) },
        rows: numberSaid(said.rows),
        tolerance: numberSaid(said.tolerance),
        overwrite: said.overwrite,
      });
      const engine = await openEngine();
      try {
        const { path, rows, source } = await engine.methods.model.makeGolden(request);
        warnOfSource(source);
        process.stdout.write(`Wrote ${path}: ${count(rows)} rows.\n`);
      } finally {
        await engine.close();
      }
    },
  );
}
