/** A model over columns of golden rows: fed in the types of its own tensors, so that nothing depends on a binding. */
import type { Job } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { identityOf, loadFunction, type JobModel, type ProviderKeys } from '../model/load.ts';
import { identifier } from '../sql/text.ts';
import type { Made } from './file.ts';

export interface GoldenModel {
  function: string;
  /** What the model gives, in order. */
  columns: readonly { name: string; type: string }[];
  provider: { asked: string; ran: string };
}

/** Held until `releaseModels`. */
export async function loadGolden(
  database: Database,
  model: JobModel,
  args: Made['arguments'],
  { provider, requireProvider, trees }: Pick<Job, ProviderKeys | 'trees'>,
): Promise<GoldenModel> {
  const options = { ...identityOf(model), arguments: args, provider, requireProvider, trees };
  return loadFunction(database, model.card, 'score_golden', options);
}

/** SQL of the STRUCT of scores over columns of these names. */
export function goldenCall(model: Pick<GoldenModel, 'function'>, inputs: readonly string[]): string {
  return `${model.function}(${inputs.map(identifier).join(', ')})`;
}
