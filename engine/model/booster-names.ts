/** Feature names from the booster's own file with the model's stem: LightGBM's `.txt`, XGBoost's `.json`. */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { FeatureNames } from '../../contract/index.ts';

const XgboostModel = z.object({ learner: z.object({ feature_names: z.array(z.string()).min(1) }) });

export function namesFromBooster(modelPath: string): FeatureNames | undefined {
  const stem = modelPath.replace(/\.onnx$/i, '');
  return namesFromLightgbm(`${stem}.txt`) ?? namesFromXgboost(`${stem}.json`);
}

/** LightGBM writes `feature_names=` and the names, parted by spaces, in the head of its text format. */
function namesFromLightgbm(path: string): FeatureNames | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const line = text.startsWith('tree\n') ? /^feature_names=(.+)$/m.exec(text)?.[1] : undefined;
  return line === undefined ? undefined : { names: line.trim().split(' '), source: basename(path) };
}

function namesFromXgboost(path: string): FeatureNames | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const model = XgboostModel.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return model.success ? { names: model.data.learner.feature_names, source: basename(path) } : undefined;
  } catch {
    return undefined;
  }
}
