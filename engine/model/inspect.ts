/** Reads a model's card and the feature names that belong to it, from the file itself or from files beside it. */
import { basename, dirname, join } from 'node:path';
import { ModelCard, ModelGraph, RowcastError, type FeatureNames, type WeightsFile } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { statsOf, whereToLook } from '../source/files.ts';
import { knownRisks } from './known-risks.ts';
import { namesFromBooster } from './booster-names.ts';
import { namesFromMlflow } from './mlflow-names.ts';

export async function inspectModel(database: Database, path: string): Promise<ModelCard> {
  checkFile(path);
  const card = ModelCard.parse(await database.callJson('rowcast_inspect', [path]));
  const externalData = card.externalData.map((file) => ({ ...file, modified: writtenAt(path, file) }));
  const named = { ...card, externalData, features: card.features ?? namesBeside(path) };
  return { ...named, risks: knownRisks(named) };
}

/** Of a file that is not there, or that lies outside the model's folder, the kernel tells no length, and no time is told here. */
function writtenAt(model: string, { location, bytes }: WeightsFile): string | null {
  const stats = bytes === null || bytes === undefined ? undefined : statsOf(join(dirname(model), location));
  return stats?.mtime.toISOString() ?? null;
}

/** The operators of a model, at most `nodeLimit` of them, and how they are joined. */
export async function readGraph(database: Database, path: string, nodeLimit: number): Promise<ModelGraph> {
  checkFile(path);
  return ModelGraph.parse(await database.callJson('rowcast_graph', [path, String(nodeLimit)]));
}

/** What a model goes by where nobody named it. */
export function stemOf(path: string): string {
  return basename(path).replace(/\.onnx$/i, '');
}

/** What an analyst has in the folder of an export: an MLflow model, or the booster's own file. */
function namesBeside(path: string): FeatureNames | null {
  return namesFromMlflow(path) ?? namesFromBooster(path) ?? null;
}

function checkFile(path: string): void {
  const stats = statsOf(path);
  if (stats?.isFile() === true) return;
  throw new RowcastError(
    'MODEL_NOT_FOUND',
    stats === undefined ? `No model is at "${path}".` : `"${path}" is no file: expected an .onnx file.`,
    stats === undefined ? whereToLook(path) : 'Name the file itself.',
  );
}
