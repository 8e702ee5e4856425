/** What was measured on: machine and versions; and whether there is a Python that Polars can run in. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

/** Versions in that Python, or undefined where it lacks Polars or ONNX Runtime. */
export function pythonVersions(python) {
  const code = [
    'import json, platform, numpy, onnxruntime, polars',
    'names = dict(python=platform.python_version(), polars=polars.__version__)',
    'print(json.dumps(names | {"onnxruntime (Python)": onnxruntime.__version__}))',
  ].join('\n');
  const { status, stdout } = spawnSync(python, ['-c', code], { encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

export function machine(inPython) {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${process.platform} ${release()} ${process.arch}`,
    versions: {
      node: process.versions.node,
      '@duckdb/node-api': packageVersion('@duckdb/node-api'),
      'onnxruntime-node': packageVersion('onnxruntime-node'),
      ...inPython,
    },
  };
}

export function describeMachine({ cpu, cores, memoryBytes, system, versions }) {
  const memory = `${(memoryBytes / 2 ** 30).toFixed(1)} GiB`;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `Measured on ${cpu}, ${cores} cores, ${memory} of memory, ${system};\n${named.join(', ')}.`;
}

function packageVersion(name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}
