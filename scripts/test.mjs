/** Builds, runs every test and ends with one line, `N passed, N failed`: `npm test`. A filter goes to vitest, alone. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from './build.mjs';
import { findChromium, howToGetChromium } from './chromium.mjs';
import { npmTool, onnxRuntimeLibrary, run } from './toolchain.mjs';

const none = { passed: 0, failed: 0, skipped: 0, failures: [] };

async function vitest(filter) {
  const folder = mkdtempSync(join(tmpdir(), 'rowcast-test-'));
  const report = join(folder, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    const { code } = await run(npmTool('vitest', ['run', ...reporters, ...filter]), { inherit: true });
    return withCrash('vitest', code, countVitest(report));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countVitest(report) {
  let found;
  try {
    found = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return none;
  }
  // A file that fails while it is imported has no test of its own to count.
  const brokenFiles = found.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + brokenFiles.length,
    skipped: found.numPendingTests + found.numTodoTests,
    failures: found.testResults.flatMap((file) => {
      const failed = file.assertionResults.filter((test) => test.status === 'failed');
      const named = failed.map((test) => ({ name: test.fullName, words: test.failureMessages.join('\n') }));
      const broken = brokenFiles.includes(file) ? [{ name: 'the file itself', words: file.message }] : [];
      return [...named, ...broken].map((failure) => ({ ...failure, file: relative(process.cwd(), file.name) }));
    }),
  };
}

async function cargo() {
  const command = ['test', '--workspace', '--no-fail-fast', '--manifest-path', 'native/Cargo.toml'];
  const env = { ROWCAST_ONNXRUNTIME: onnxRuntimeLibrary() };
  const { code, output } = await run(['cargo', command], { env, show: true });
  const counts = { ...none, failures: failedCargoTests(output) };
  for (const line of output.matchAll(/^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored/gm)) {
    counts.passed += Number(line[1]);
    counts.failed += Number(line[2]);
    counts.skipped += Number(line[3]);
  }
  return withCrash('cargo test', code, counts);
}

function failedCargoTests(output) {
  return [...output.matchAll(/^test (.*) \.\.\. FAILED$/gm)].map(([, name]) => ({ file: 'native', name, words: '' }));
}

/** The window in a real Chromium. Where there is none, its tests are counted as skipped, with the way to get one. */
async function window() {
  const chromium = findChromium();
  const playwright = (option) => npmTool('playwright', ['test', '--config', 'tests/e2e/playwright.config.mjs', option]);
  if (chromium === undefined) {
    const { output } = await run(playwright('--list'));
    const skipped = Number(/^Total: (\d+) tests?/m.exec(output)?.[1] ?? 1);
    console.log(
      `\nThe ${skipped} tests of the window were skipped: no Chromium was found. Get one: ${howToGetChromium}`,
    );
    return { ...none, skipped };
  }
  const folder = mkdtempSync(join(tmpdir(), 'rowcast-test-'));
  const report = join(folder, 'playwright.json');
  try {
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const { code } = await run(playwright('--reporter=list,json'), { inherit: true, env });
    return withCrash('playwright', code, countPlaywright(report));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countPlaywright(report) {
  try {
    const { stats, errors, suites } = JSON.parse(readFileSync(report, 'utf8'));
    const { expected, unexpected, skipped } = stats;
    const broken = errors.map((error) => ({ file: 'tests/e2e', name: 'the run itself', words: error.message }));
    const failures = [...suites.flatMap(failedWindowTests), ...broken];
    return { passed: expected, failed: unexpected + errors.length, skipped, failures };
  } catch {
    return none;
  }
}

function failedWindowTests({ specs = [], suites = [] }) {
  const failed = specs.filter((spec) => !spec.ok);
  const told = failed.map(({ file, title, tests }) => {
    const errors = tests.flatMap((test) => test.results.flatMap((result) => result.errors));
    return { file: `tests/${file}`, name: title, words: errors.map((error) => error.message).join('\n') };
  });
  return [...told, ...suites.flatMap(failedWindowTests)];
}

/** A runner that found no failing test, and yet failed or ran none, is itself the failure. */
function withCrash(runner, code, counts) {
  const ran = counts.passed + counts.failed;
  if (counts.failed > 0 || (code === 0 && ran > 0)) return counts;
  console.log(`\n${runner} ${code === 0 ? 'ran no test' : `ended with exit code ${code}`}: counted as one failure.`);
  return { ...counts, failed: 1 };
}

/** Named once more at the end, since thousands of lines may stand between a failure and the count. */
function tellFailures(failures) {
  const longest = 1500;
  for (const { file, name, words } of failures) console.log(`\nFailed: ${file}: ${name}\n${words.slice(0, longest)}`);
}

async function main(filter) {
  let results;
  try {
    await build();
    results = [await vitest(filter)];
    if (filter.length === 0) results.push(await window(), await cargo());
  } catch (error) {
    console.log(error.message);
    results = [{ ...none, failed: 1 }];
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  tellFailures(results.flatMap((result) => result.failures));
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
}

await main(process.argv.slice(2));
