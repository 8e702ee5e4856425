/** What the engine tells of the machine and of itself. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openEngine } from '../../engine/engine.ts';
import { useEngine } from './scoring.ts';

const engine = useEngine();

it('names versions, the process, the samples and the providers that ran a model', async () => {
  const about = await engine.methods.system.about();
  expect(Object.keys(about.versions)).toEqual(
    expect.arrayContaining(['rowcast', 'duckdb', 'onnxruntime', 'extension', 'node', 'platform']),
  );
  expect(about).toMatchObject({ processId: process.pid, restartedAfter: null });
  expect(about.cores).toBeGreaterThan(0);
  expect(about.memoryBytes).toBeGreaterThan(2 ** 28);
  expect(existsSync(join((await engine.methods.system.sampleFolder()) ?? '', 'late-v1.onnx'))).toBe(true);
  expect(about.providers[0]).toMatchObject({ name: 'cpu', available: true, reason: null });
  for (const { available, reason } of about.providers) expect(available).toBe(reason === null);
});

it('tells why the engine before it ended', async () => {
  const next = await openEngine({ restartedAfter: 'it crashed' });
  try {
    expect((await next.methods.system.about()).restartedAfter).toBe('it crashed');
  } finally {
    await next.close();
  }
});
