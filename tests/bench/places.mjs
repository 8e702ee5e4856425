/** Where the measurements find models and keep their tables. */
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

export const benchFolder = join(root, 'build', 'bench');
export const commandLine = join(root, 'cli', 'rowcast.mjs');

export function benchModel(name) {
  return join(root, 'models', 'bench', `${name}.onnx`);
}
