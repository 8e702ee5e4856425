/** Feature names from the signature in an MLflow `MLmodel` file in the model's folder. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { FeatureNames } from '../../contract/index.ts';

/** Source of the format: MLflow's model signature, whose `inputs` is JSON in a YAML string. */
const MLmodel = z.object({ signature: z.object({ inputs: z.string() }) });
const Inputs = z.array(z.object({ name: z.string() })).min(1);

export function namesFromMlflow(modelPath: string): FeatureNames | undefined {
  const path = join(dirname(modelPath), 'MLmodel');
  if (!existsSync(path)) return undefined;
  const described = MLmodel.safeParse(readYaml(path));
  if (!described.success) return undefined;
  const inputs = Inputs.safeParse(readJson(described.data.signature.inputs));
  return inputs.success ? { names: inputs.data.map((input) => input.name), source: 'MLmodel' } : undefined;
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
