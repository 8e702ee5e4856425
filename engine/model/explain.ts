/** Makes a model's scores explainable: a function that gives reasons, and one that counts the covers which weigh them. */
import { z } from 'zod';
import { RowcastError, type Explain, type ExplainReceipt } from '../../contract/index.ts';
import type { ArgumentSql } from '../binding/argument-sql.ts';
import type { Database } from '../duckdb/database.ts';
import { callOf, feeding, functionName, type LoadedModel } from './load.ts';

const Made = z.object({
  function: z.string(),
  covers_function: z.string(),
  fields: z.array(z.object({ name: z.string(), type: z.string() })),
  has_covers: z.boolean(),
  explains: z.enum(['score', 'predicted class']),
});

/** What explains one model in one job. */
export interface Explanation {
  model: LoadedModel;
  function: string;
  /** The aggregate that counts covers, where the model's file has none. */
  coversFunction: string | undefined;
  /** Columns that it adds; `field` is that of the STRUCT which the function returns. */
  columns: readonly { name: string; type: string; from: 'reasons'; field: string }[];
  receipt: ExplainReceipt;
}

/** Whoever loads an explanation lets go of it with `releaseExplanations`. */
export async function loadExplanation(database: Database, model: LoadedModel, asked: Explain): Promise<Explanation> {
  const features = model.arguments.map(({ feature }) => feature);
  checkCount(model, asked, features.length);
  const options = JSON.stringify({
    model: feeding(model, model.arguments),
    reasons: asked === 'all' ? undefined : asked,
    features,
  });
  const name = functionName('explain', options);
  const made = Made.parse(await database.callJson('rowcast_explain', [name, model.card.path, options]));
  const users = usersOf(database);
  users.set(name, (users.get(name) ?? 0) + 1);
  // A contribution's column is called by its feature; the STRUCT numbers them.
  const columnName = (field: string, index: number) => {
    const feature = asked === 'all' ? features[index] : undefined;
    return feature === undefined ? field : `contribution_${feature}`;
  };
  return {
    model,
    function: made.function,
    coversFunction: made.has_covers ? undefined : made.covers_function,
    columns: made.fields.map(({ name: field, type }, index) => {
      return { name: columnName(field, index), type, from: 'reasons', field };
    }),
    receipt: {
      asked,
      explains: made.explains,
      covers: made.has_covers ? 'model file' : 'scored rows',
      rows: null,
    },
  };
}

function checkCount(model: LoadedModel, asked: Explain, features: number): void {
  if (asked === 'all' || asked <= features) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `--explain asks for ${asked} reasons of model "${model.name}", which has ${features} features.`,
    'Ask for fewer, or for all.',
    { windowHint: 'Ask for fewer reasons.' },
  );
}

/** How many plans use each function. */
const ofDatabases = new WeakMap<Database, Map<string, number>>();

function usersOf(database: Database): Map<string, number> {
  const users = ofDatabases.get(database) ?? new Map<string, number>();
  ofDatabases.set(database, users);
  return users;
}

/** Gives back the memory of what no other plan uses. */
export function releaseExplanations(database: Database, explanations: readonly Explanation[]): void {
  const users = usersOf(database);
  for (const explanation of explanations) {
    const left = (users.get(explanation.function) ?? 1) - 1;
    users.set(explanation.function, left);
    // What cannot be given back stays, as it would without this.
    if (left === 0 && database.isOpen) {
      void database.callJson('rowcast_unexplain', [explanation.function]).catch(() => undefined);
    }
  }
}

/** The call that gives the reasons of a row. */
export function explainCall({ function: name, model }: Explanation): string {
  return callOf(name, argumentsOf(model));
}

/** The call of the aggregate that counts the covers, where any are to be counted, and makes the explanation ready with them. */
export function coversCall({ coversFunction, model }: Explanation): string | undefined {
  return coversFunction === undefined ? undefined : callOf(coversFunction, argumentsOf(model));
}

function argumentsOf(model: LoadedModel): ArgumentSql[] {
  return model.arguments.map(({ argument }) => argument);
}
