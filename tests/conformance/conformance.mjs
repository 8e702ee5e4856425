/** Scores all of ONNX's node tests that are tables: `npm run conformance`. Fetches ONNX from PyPI into a folder of its own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmTool, run } from '../../scripts/toolchain.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

async function must(command, given, env = {}) {
  const { code } = await run([command, given], { inherit: true, env });
  if (code !== 0) throw new Error(`${command} ended with exit code ${code}`);
}

async function main(folder) {
  const [environment, cases] = [join(folder, 'python'), join(folder, 'cases')];
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  await must('python3', ['-m', 'venv', environment]);
  await must(python, ['-m', 'pip', 'install', '--quiet', '--requirement', here('requirements.txt')]);
  await must(python, [here('cases.py'), cases]);
  await must(...npmTool('vitest', ['run', 'tests/conformance']), { ROWCAST_CONFORMANCE: cases });
  const found = JSON.parse(readFileSync(join(cases, 'cases.json'), 'utf8'));
  console.log(`\nONNX ${found.onnx}'s node tests: ${found.cases.length} scored. Left out, by rule:`);
  for (const [rule, count] of Object.entries(found.skipped)) console.log(`${String(count).padStart(6)}  ${rule}`);
}

const folder = mkdtempSync(join(tmpdir(), 'rowcast-conformance-'));
try {
  await main(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
