/** What an ONNX file is. */
import { inspectModel } from '../model/inspect.ts';
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const model = {
  inspect: contract.model.inspect.handler(({ input, context: { database } }) => inspectModel(database, input.path)),
  assess: contract.model.assess.handler(notYet),
  graph: contract.model.graph.handler(notYet),
};
