/** Where the samples and the fixture models lie. */
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

/** A path within the repository. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(path, root));
}

export function fixtureModel(name: string): string {
  return inRepository(`tests/fixtures/models/${name}.onnx`);
}
