/** What an ONNX file is. */
import type { Database } from '../duckdb/database.ts';
import { writeGolden } from '../golden/write.ts';
import { assessModel } from '../model/assess.ts';
import { inspectModel, readGraph } from '../model/inspect.ts';
import { weightFiles } from '../model/weights-state.ts';
import { watchFiles } from '../source/watch.ts';
import { contract } from './context.ts';

export const model = {
  inspect: contract.model.inspect.handler(({ input, context: { database } }) => inspectModel(database, input.path)),
  assess: contract.model.assess.handler(async ({ input, context: { database, home } }) => {
    const assessment = await assessModel(database, input.path);
    home?.useModel(assessment.card);
    return assessment;
  }),
  watch: contract.model.watch.handler(async function* ({
    input: { paths },
    context: { database },
    signal = new AbortController().signal,
  }) {
    const weights = await weightsOf(database, paths);
    for await (const { path, change } of watchFiles([...paths, ...weights.keys()], signal)) {
      const owner = weights.get(path);
      yield owner === undefined ? { path, change } : { path: owner, change: 'changed' };
    }
  }),
  makeGolden: contract.model.makeGolden.handler(({ input, context: { database, settings } }) =>
    writeGolden(database, { ...input, draft: settings.complete(input.draft) }),
  ),
  graph: contract.model.graph.handler(({ input, context: { database } }) =>
    readGraph(database, input.path, input.nodeLimit),
  ),
};

/** Files of weights beside models, each with its model. One that cannot be read tells of none. */
async function weightsOf(database: Database, paths: readonly string[]): Promise<Map<string, string>> {
  const weights = new Map<string, string>();
  for (const path of paths) {
    const card = await inspectModel(database, path).catch(() => undefined);
    for (const file of card === undefined ? [] : weightFiles(card)) weights.set(file, path);
  }
  return weights;
}
