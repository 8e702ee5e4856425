/** Which of ONNX Runtime's execution providers run models here. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { RowcastError, type Provider } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { locateProviderTrial } from '../duckdb/locate.ts';
import { keptPromise } from './kept-promise.ts';
import { refusalBy } from './provider-trial.ts';

/** What each does, in a sentence. */
const known: Readonly<Record<string, string>> = {
  cpu: 'Runs every model on the processor, on all its cores.',
  webgpu: 'Runs models on any modern graphics card, through Vulkan, Direct3D 12 or Metal.',
  directml: 'Runs models on any graphics card that DirectX 12 knows, on Windows.',
  coreml: "Runs models on a Mac's graphics and neural processors.",
  cuda: 'Runs models on an NVIDIA graphics card.',
  tensorrt: 'Compiles a model for an NVIDIA graphics card first, then runs it there.',
};

/** Longest that one trial may take: making shaders for a first run takes seconds on slow machines. */
const patienceMs = 60_000;

const found = new WeakMap<Database, Promise<Provider[]>>();

/** All providers, those that do not work here with the reason; each is tried once for as long as the engine lives. */
export function providersOf(database: Database): Promise<Provider[]> {
  return keptPromise(found, database, () => tryAll(database));
}

async function tryAll(database: Database): Promise<Provider[]> {
  const [processor = '', ...devices] = Object.keys(known);
  const reasons = new Map([[processor, await refusalBy(database, processor)]]);
  // Electron starts no plain Node; there the engine's own process is one that may crash without the window.
  const apart = process.versions['electron'] === undefined ? locateProviderTrial() : undefined;
  if (apart === undefined) for (const name of devices) reasons.set(name, await refusalBy(database, name));
  else for (const [name, reason] of await tryApart(apart, devices, patienceMs)) reasons.set(name, reason);
  return Object.entries(known).map(([name, what]) => {
    const reason = reasons.get(name) ?? null;
    return { name, available: reason === null, what, reason };
  });
}

const Answer = z.object({ name: z.string(), reason: z.string().nullable() });

/** Undefined for what a driver printed. */
function answerOf(line: string): z.infer<typeof Answer> | undefined {
  try {
    return Answer.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/**
 * Reasons by provider, null where it works: those that the process in `file` tells. Where one ends or outlasts it, that is the
 * reason, and the others are tried in a new one.
 */
export async function tryApart(
  file: string,
  names: readonly string[],
  longestMs: number,
): Promise<Map<string, string | null>> {
  const reasons = new Map<string, string | null>();
  for (;;) {
    const left = names.filter((name) => !reasons.has(name));
    const [next] = left;
    if (next === undefined) return reasons;
    const { answers, end } = await runTrials(file, left, longestMs);
    for (const { name, reason } of answers) reasons.set(name, reason);
    const failed = left.find((name) => !reasons.has(name));
    if (failed !== undefined) reasons.set(failed, end);
  }
}

async function runTrials(file: string, names: readonly string[], longestMs: number) {
  const child = spawn(process.execPath, [file, ...names], { stdio: ['ignore', 'pipe', 'ignore'] });
  let end = '';
  const outlasted = () => {
    end = `It did not run a model of one operator within ${longestMs / 1000} seconds.`;
    child.kill('SIGKILL');
  };
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (cause) => reject(notStarted(cause)));
    child.on('close', (code, signal) => {
      if (end === '') end = `Its driver ended the process (${signal ?? `exit code ${code}`}).`;
      resolve();
    });
  });
  const answers: z.infer<typeof Answer>[] = [];
  let timer = setTimeout(outlasted, longestMs);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = answerOf(line);
    if (answer === undefined) return;
    answers.push(answer);
    clearTimeout(timer);
    timer = setTimeout(outlasted, longestMs);
  });
  await ended.finally(() => clearTimeout(timer));
  return { answers, end };
}

function notStarted(cause: Error): RowcastError {
  return new RowcastError(
    'PROVIDER_UNAVAILABLE',
    `Providers could not be tried: a process for it did not start (${cause.message}).`,
    'Score with --provider cpu.',
    { cause },
  );
}
