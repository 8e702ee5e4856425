/** A job file says the whole job. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Job } from '../../contract/index.ts';
import { parseJobFile, readJobFile } from '../../engine/job-file/read.ts';
import { jobToYaml, writeJobFile } from '../../engine/job-file/write.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { useEngine } from '../engine/scoring.ts';
import { anyJob } from './any-job.ts';

const engine = useEngine();

describe('from a job to YAML and back', () => {
  it('is the same job', () => {
    fc.assert(
      fc.property(anyJob, (job) => {
        expect(parseJobFile(jobToYaml(job), 'job.yaml')).toEqual(job);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same job through a file, wherever it stands', () => {
    const folder = freshFolder();
    fc.assert(
      fc.property(anyJob, (job) => {
        writeJobFile(job, join(folder, 'job.yaml'), true);
        expect(readJobFile(join(folder, 'job.yaml'))).toEqual(job);
      }),
      { numRuns: 50 },
    );
    expect(readdirSync(folder)).toEqual(['job.yaml']);
  });
});

it('reads well', async () => {
  const folder = freshFolder();
  const job = Job.parse({
    source: { paths: [join(folder, 'data/flights.csv')], csv: { delimiter: ';' } },
    models: [{ name: 'champion', path: '/models/late.onnx' }],
    bind: [
      { input: 'hour', columns: ['departure hour'] },
      { input: 'days', sql: "date_diff('day', born, today())\n  -- whole days" },
    ],
    missing: [{ input: 'carrier', missing: { policy: 'value', value: 'unknown' } }],
    where: "country = 'DE' AND active",
    keep: ['id', 'name'],
    resources: { threads: 2 },
    destination: { path: join(folder, 'scored.parquet'), overwrite: true },
  });
  const file = join(folder, 'nightly job.yaml');
  await engine.methods.job.writeFile({ job, path: file });
  expect(readFileSync(file, 'utf8')).toBe(`# A Rowcast job: which table is scored, by which models, into which file.
# rowcast run "nightly job.yaml"             scores it
# rowcast run "nightly job.yaml" --dry-run   shows what would be done
# Paths count from this file's folder.

source:
  paths:
    - data/flights.csv
  csv:
    delimiter: ;
models:
  - name: champion
    path: /models/late.onnx
bind:
  - input: hour
    columns:
      - departure hour
  - input: days
    sql: |-
      date_diff('day', born, today())
        -- whole days
missing:
  - input: carrier
    missing:
      policy: value
      value: unknown
where: country = 'DE' AND active
keep:
  - id
  - name
resources:
  threads: 2
destination:
  path: scored.parquet
  overwrite: true
`);
  expect(await engine.methods.job.readFile({ path: file })).toEqual(job);
});

it('keeps what was said relative, counted from the file', async () => {
  const folder = freshFolder();
  mkdirSync(join(folder, 'jobs'));
  const before = process.cwd();
  process.chdir(folder);
  try {
    const job = Job.parse({
      source: { paths: ['data/*.csv', 'https://example.org/t.csv'] },
      models: [{ path: './m.onnx' }],
      destination: { path: 'jobs/out.csv' },
    });
    writeJobFile(job, 'jobs/job.yaml', false);
    expect(parseJobFile(readFileSync('jobs/job.yaml', 'utf8'), 'job.yaml')).toMatchObject({
      source: { paths: ['../data/*.csv', 'https://example.org/t.csv'] },
      models: [{ path: '../m.onnx' }],
      destination: { path: 'out.csv' },
    });
    expect(readJobFile('jobs/job.yaml').models[0]?.path).toBe(join(process.cwd(), 'm.onnx'));
  } finally {
    process.chdir(before);
  }
});

it('is tried with every key of a job', () => {
  const all = fc.sample(anyJob, 200);
  const keys = new Set(all.flatMap((job) => Object.keys(job)));
  expect([...keys].toSorted()).toEqual(Object.keys(Job.shape).toSorted());
});
