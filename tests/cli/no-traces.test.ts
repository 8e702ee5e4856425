/** Nothing is written but what was asked for, and nothing leaves the machine. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastingFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';

const places = ['HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP', 'XDG_CACHE_HOME'];
const before = { ...process.env };
const { folder, remove } = lastingFolder();

beforeAll(() => {
  for (const place of places) process.env[place] = folder;
});
afterAll(() => {
  for (const place of places) {
    if (before[place] === undefined) delete process.env[place];
    else process.env[place] = before[place];
  }
  remove();
});

it('scoring leaves no file of its own or of ONNX Runtime in the home and temporary folders', async () => {
  const words = [
    inRepository('models/data/flights.csv'),
    '--model',
    inRepository('models/late-v1.onnx'),
    '-o',
    'out.csv',
  ];
  expect(await rowcast(folder, 'score', ...words, '--quiet')).toMatchObject({ exit: 0, stderr: '' });
  expect(readdirSync(folder)).toEqual(['out.csv']);
});
