/** Comparing models. */
import { compareModels } from '../compare/run.ts';
import { writeComparisonFile } from '../job-file/write.ts';
import { contract } from './context.ts';

export const compare = {
  run: contract.compare.run.handler(async function* ({ input, context: { database, settings }, signal }) {
    yield* compareModels(database, settings.complete(input), signal);
  }),
  explore: contract.compare.explore.handler(async function* ({
    input,
    context: { explorations, settings, runs },
    signal,
  }) {
    const begun = runs.begin(signal);
    try {
      yield { event: 'started', id: begun.id };
      yield* explorations.explore(begun.id, settings.complete(input), begun.signal);
    } finally {
      begun.end();
    }
  }),
  measure: contract.compare.measure.handler(({ input, context: { explorations }, signal }) =>
    explorations.measure(input, signal),
  ),
  save: contract.compare.save.handler(({ input, context: { explorations }, signal }) =>
    explorations.save(input, signal),
  ),
  writeRows: contract.compare.writeRows.handler(({ input, context: { explorations }, signal }) =>
    explorations.writeRows(input, signal),
  ),
  writeFile: contract.compare.writeFile.handler(({ input }) =>
    writeComparisonFile(input.job, input.path, input.overwrite),
  ),
  close: contract.compare.close.handler(({ input, context: { explorations } }) => explorations.close(input.id)),
};
