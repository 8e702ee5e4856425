/** What an ONNX file is. */
import { assessModel } from '../model/assess.ts';
import { inspectModel, readGraph } from '../model/inspect.ts';
import { watchFiles } from '../source/watch.ts';
import { contract } from './context.ts';

export const model = {
  inspect: contract.model.inspect.handler(({ input, context: { database } }) => inspectModel(database, input.path)),
  assess: contract.model.assess.handler(async ({ input, context: { database, home } }) => {
    const assessment = await assessModel(database, input.path);
    home?.useModel(assessment.card);
    return assessment;
  }),
  watch: contract.model.watch.handler(async function* ({ input, signal = new AbortController().signal }) {
    yield* watchFiles(input.paths, signal);
  }),
  graph: contract.model.graph.handler(({ input, context: { database } }) =>
    readGraph(database, input.path, input.nodeLimit),
  ),
};
