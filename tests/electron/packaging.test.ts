/** What a packed app consists of, and that its engine finds its native files where they were packed. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fusesOf, layOut, packApp, type PackedApp } from './packed-app.ts';
import { startPackedEngine, type PackedEngine } from './packed-engine.ts';

const root = mkdtempSync(join(tmpdir(), 'rowcast-package-'));
const mebibyte = 2 ** 20;
let packed: PackedApp;

const onLinux = process.platform === 'linux';
beforeAll(async () => {
  if (onLinux) packed = await packApp(root);
}, 180_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

// electron-builder lays a package out for Linux everywhere, but with the native files of the system it runs on.
describe.runIf(onLinux)('the packed app', () => {
  it('holds the bundles, the samples and the packages that cannot be bundled, and nothing else', () => {
    const folders = packed.files.map(
      ({ path }) => /^(?:node_modules\/(?:@[^/]+\/)?[^/]+|[^/]+\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path,
    );
    expect([...new Set(folders)].toSorted((a, b) => a.localeCompare(b, 'en'))).toEqual([
      'build/native',
      'dist/desktop',
      'dist/renderer',
      'LICENSE',
      'models/arrival-delay.onnx',
      'models/data',
      'models/late-mlp.onnx',
      'models/late-pipeline.onnx',
      'models/late-v1.onnx',
      'models/late-v2.onnx',
      'node_modules/@duckdb/node-bindings',
      `node_modules/@duckdb/node-bindings-linux-${process.arch}`,
      'node_modules/apache-arrow',
      'node_modules/detect-libc',
      'node_modules/flatbuffers',
      'node_modules/json-with-bigint',
      'node_modules/onnxruntime-node',
      'node_modules/tslib',
      'package.json',
    ]);
    const ballast = packed.files.filter(({ path }) => /\.(?:map|ts|md|py)$|onnxruntime_binding/.test(path));
    expect(ballast).toEqual([]);
  });

  it('keeps beside the archive what is read as a file, for this system alone', () => {
    const unpacked = packed.files.filter(({ content }) => content === null).map(({ path }) => path);
    const beyondSamples = unpacked.filter((path) => !path.startsWith('models/') && !/LICENSE|package\.json/.test(path));
    expect(beyondSamples.toSorted()).toEqual([
      'build/native/rowcast.duckdb_extension',
      `node_modules/@duckdb/node-bindings-linux-${process.arch}/duckdb.node`,
      `node_modules/@duckdb/node-bindings-linux-${process.arch}/libduckdb.so`,
      `node_modules/onnxruntime-node/bin/napi-v6/linux/${process.arch}/libonnxruntime.so.1`,
    ]);
  });

  it('stays small', () => {
    const size = (unpacked: boolean) =>
      packed.files.filter(({ content }) => (content === null) === unpacked).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(size(false) / mebibyte).toBeLessThan(12);
    expect(size(true) / mebibyte).toBeLessThan(140);
  });

  it('has its fuses blown', () => {
    expect(fusesOf(packed.executable)).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeInspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      browserSnapshot: false,
      fileProtocolPrivileges: false,
    });
  });

  it('has the languages of its own words, and no app beside the archive', () => {
    expect(readdirSync(join(packed.folder, 'locales'))).toEqual(['en-US.pak']);
    expect(readdirSync(join(packed.folder, 'resources')).toSorted()).toEqual(['app.asar', 'app.asar.unpacked']);
  });

  it('comes with the licences of what is in its bundles and in its extension', () => {
    const notices = readFileSync(join(packed.folder, 'LICENSES.third-party.txt'), 'utf8');
    const named = notices.match(/^\S+ \d+\.\d+\.\d+\S* \(.+\)$/gm)?.map((line) => line.replace(/ .*/, ''));
    expect(named).toEqual(expect.arrayContaining(['@duckdb/node-api', '@mantine/core', 'onnxruntime-node', 'react']));
    expect(named).toEqual(expect.arrayContaining(['libduckdb-sys', 'ort', 'quack-rs', 'serde_json']));
    expect(named).not.toContain('proptest');
    expect(notices).toContain('Copyright (c) Meta Platforms, Inc. and affiliates.');
    expect(notices).toContain('Copyright (c) 2014 The Rust Project Developers');
  });

  it('names its entry and its version', () => {
    const manifest = packed.files.find(({ path }) => path === 'package.json')?.content?.toString('utf8') ?? '{}';
    expect(JSON.parse(manifest)).toMatchObject({ name: 'rowcast', main: 'dist/desktop/main.js', type: 'module' });
  });
});

describe.runIf(onLinux)('the engine of the packed app', () => {
  const samples = () => join(root, 'run', 'app.asar.unpacked', 'models');
  let engine: PackedEngine;
  beforeAll(() => {
    const home = join(root, 'home');
    mkdirSync(home, { recursive: true });
    engine = startPackedEngine(layOut(packed, join(root, 'run')), home);
  });
  afterAll(() => engine.stop());

  it('finds its extension, its runtime and its samples beside the archive', async () => {
    const { versions } = await engine.client.system.about();
    expect(Object.keys(versions).toSorted()).toEqual([
      'duckdb',
      'extension',
      'node',
      'onnxruntime',
      'platform',
      'rowcast',
    ]);
    expect(versions['rowcast']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await engine.client.system.sampleFolder()).toBe(samples());
  });

  it('scores a table', async () => {
    const events = await engine.client.job.run({
      source: { paths: [join(samples(), 'data', 'flights.parquet')] },
      models: [{ path: join(samples(), 'late-v1.onnx') }],
      destination: { path: join(root, 'scored.arrow') },
    });
    const told: string[] = [];
    for await (const { event } of events) told.push(event);
    expect(told.at(-1)).toBe('finished');
    expect(tableFromIPC(readFileSync(join(root, 'scored.arrow'))).schema.names).toContain('probabilities_1');
  });
});
