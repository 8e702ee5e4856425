/** What `rowcast app` refuses before it starts anything. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { RunningApp } from './running-app.ts';

it.each<[string[], string]>([
  [
    ['gone.csv'],
    'rowcast: No file is at "gone.csv". [SOURCE_NOT_FOUND]\n  The nearest name in that folder is "done.csv".\n',
  ],
  [
    ['--folder', 'gone'],
    'rowcast: --folder is given "gone": expected a folder. [INVALID_ARGUMENT]\n  Check the path.\n',
  ],
  [
    ['--port', '70000'],
    'rowcast: --port is given "70000": expected a whole number up to 65535. [INVALID_ARGUMENT]\n  Leave --port out to get a free one.\n',
  ],
  [
    ['--port', 'http'],
    'rowcast: --port is given "http": expected a whole number up to 65535. [INVALID_ARGUMENT]\n  Leave --port out to get a free one.\n',
  ],
  [
    ['--port', '1', '--port', '2'],
    'rowcast: --port is given more than once. [INVALID_ARGUMENT]\n  Keep the one that you mean.\n',
  ],
])('%j', async (words, stderr) => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'done.csv'), 'a\n1\n');
  expect(await new RunningApp(folder, words).ended).toEqual({ exit: 2, signal: null, stdout: '', stderr });
});

it('says why the engine cannot be opened, and ends', async () => {
  const folder = freshFolder();
  const gone = join(folder, 'gone.duckdb_extension');
  const ended = await new RunningApp(folder, [], { variables: { ROWCAST_EXTENSION: gone } }).ended;
  expect(ended).toMatchObject({
    exit: 2,
    signal: null,
    stderr: `rowcast: ROWCAST_EXTENSION names "${gone}", and no file is there. [EXTENSION_UNAVAILABLE]\n  Correct it, or leave it out: Rowcast brings its extension along.\n`,
  });
});
