/** Runs the quality gates: `npm run check`, or `npm run check -- lint types` for some; `--root DIR` looks elsewhere. */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { npmTool, root as repository, run } from './toolchain.mjs';

const cargo = (...args) => ['cargo', [...args, '--manifest-path', 'native/Cargo.toml']];

/** Each gate resolves to its exit code, output and the number of inputs it saw: none is a failure. */
const gates = {
  format: (cwd) => tool(cwd, npmTool('oxfmt', ['--check']), filesFinished),
  lint: (cwd) => tool(cwd, npmTool('oxlint', []), filesFinished),
  types,
  'dead-code': (cwd) => tool(cwd, npmTool('knip', ['--no-progress', '--treat-config-hints-as-errors'])),
  text,
  rustfmt: (cwd) => rust(cwd, cargo('fmt', '--all'), ['--check', '--', '--files-with-diff', '--color', 'never']),
  clippy: (cwd) =>
    rust(cwd, cargo('clippy', '--quiet', '--keep-going', '--workspace', '--all-targets'), ['--', '-D', 'warnings']),
};

const filesFinished = (output) => Number(/ on (\d+) files/.exec(output)?.[1] ?? 0);

/** Where `CI` is set, oxlint writes in colours whatever else is said. */
async function tool(cwd, command, count) {
  const { code, output } = await run(command, { cwd, env: { NO_COLOR: '1', FORCE_COLOR: undefined, CI: undefined } });
  return { code, output, inputs: count?.(output) };
}

/** `tsc -b` passes over a project without files in silence, and only `--verbose` tells it from one that is up to date. */
async function types(cwd) {
  const command = npmTool('tsc', ['--build', '--verbose', '--pretty', 'false']);
  const { code, output } = await run(command, { cwd });
  const listed = [...output.matchAll(/^ {4}\* (\S+\/tsconfig\.json)/gm)].map((match) => match[1]);
  const empty = listed.filter((project) => !output.includes(`Project '${project}' is `));
  const told = output.split('\n').filter((line) => line && !/^\d+:\d+:\d+ [AP]M - | {4}\* /.test(line));
  told.push(...empty.map((project) => `${project} includes no file.`));
  return { code: code || empty.length, output: told.join('\n'), inputs: listed.length - empty.length };
}

async function rust(cwd, command, rest) {
  const { code, output } = await run([command[0], [...command[1], ...rest]], {
    cwd,
    env: { CARGO_TERM_COLOR: 'never' },
  });
  if (code !== 0) return { code, output };
  const metadata = await run(cargo('metadata', '--no-deps', '--offline', '--format-version', '1'), { cwd });
  return { code, output, inputs: JSON.parse(metadata.output).packages.length };
}

/** Written so that no pattern matches its own source. */
const bannedText = {
  'a path of one machine': /(?<![\w.~])\/(?:work|farm|root)\/|bash[_]jobs/,
  'the host of a package registry':
    /\b(?:registry[.]npmjs[.]org|registry[.]npmmirror[.]com|registry[.]yarnpkg[.]com|(?:index|static)[.]crates[.]io|files[.]pythonhosted[.]org|pypi[.]org|proxy[.]golang[.]org)\b/,
};
const bannedNames = /(?:^|\/)(?:utils?|misc|helpers?|common)(?:\.[^/]+)?(?:\/|$)/;
const source = /\.(?:[cm]?[jt]sx?|rs|py|sh)$/;

async function text(cwd) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { code, output } = await run(['git', list], { cwd });
  if (code !== 0) return { code, output };
  const files = output
    .split('\0')
    .filter((file) => file && statSync(join(cwd, file), { throwIfNoEntry: false })?.isFile());
  const faults = files.flatMap((file) => faultsOf(cwd, file));
  return { code: faults.length, output: faults.join('\n'), inputs: files.length };
}

function faultsOf(cwd, file) {
  const faults = [];
  if (source.test(file) && bannedNames.test(file)) faults.push(`${file}: name the file by what it does`);
  const lines = readFileSync(join(cwd, file), 'latin1').split('\n');
  for (const [what, pattern] of Object.entries(bannedText)) {
    const line = lines.findIndex((content) => pattern.test(content));
    if (line >= 0) faults.push(`${file}:${line + 1}: holds ${what}: ${pattern.exec(lines[line])[0]}`);
  }
  return faults;
}

async function check(name, cwd) {
  const started = performance.now();
  const { code, output, inputs } = await gates[name](cwd).catch((error) => ({ code: 1, output: error.message }));
  const failed = code !== 0 || inputs === 0;
  const seen = inputs === undefined ? '' : `  ${inputs} inputs`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${failed ? 'FAIL' : 'ok  '}  ${name.padEnd(9)}  ${seconds.padStart(5)} s${seen}`);
  if (failed) console.log(`${output.trimEnd()}\n${inputs === 0 ? `The gate ${name} saw no input.\n` : ''}`);
  return !failed;
}

async function main(args) {
  const at = args.indexOf('--root');
  const cwd = at < 0 ? repository : resolve(args.splice(at, 2)[1]);
  const unknown = args.filter((name) => !(name in gates));
  if (unknown.length > 0)
    throw new Error(`No gate is called ${unknown.join(', ')}: choose from ${Object.keys(gates).join(', ')}.`);
  let passed = true;
  for (const name of args.length > 0 ? args : Object.keys(gates)) passed = (await check(name, cwd)) && passed;
  process.exitCode = passed ? 0 : 1;
}

await main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
