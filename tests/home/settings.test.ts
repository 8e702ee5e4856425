/** Settings hold for every job that does not say otherwise, and survive what a person does to their file. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Settings } from '../../contract/index.ts';
import type { Engine } from '../../engine/engine.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { faultOf } from '../engine/scoring.ts';
import { engineAt, eventsOf, flightsJob } from './engine-at-home.ts';

const defaults = { provider: 'auto', theme: 'system', outputFormat: null };

async function setting(engine: Engine, name: string): Promise<string> {
  return String((await engine.context.database.row(`SELECT current_setting('${name}') AS value`))['value']);
}

it('begins with defaults and writes nothing for them', async () => {
  const home = join(freshFolder(), 'home');
  const engine = await engineAt(home);
  expect(await engine.methods.settings.get()).toEqual(defaults);
});

it('keeps what was set, for the next engine too', async () => {
  const home = freshFolder();
  const said = Settings.parse({ threads: 1, memoryLimit: '512MB', temporaryFolder: home, theme: 'dark' });
  const first = await engineAt(home);
  expect(await first.methods.settings.set(said)).toEqual(said);
  expect(readdirSync(home)).toEqual(['settings.json']);
  await first.close();
  const second = await engineAt(home);
  expect(await second.methods.settings.get()).toEqual(said);
  expect(await setting(second, 'threads')).toBe('1');
  expect(await setting(second, 'memory_limit')).toBe('488.2 MiB');
  expect(await setting(second, 'temp_directory')).toContain(home);
});

it('hold for looking at tables at once, and for jobs that do not say otherwise', async () => {
  const folder = freshFolder();
  const engine = await engineAt(join(folder, 'home'));
  await engine.methods.settings.set(Settings.parse({ threads: 1, temporaryFolder: folder, provider: 'cpu' }));
  expect(await setting(engine, 'threads')).toBe('1');
  expect(await setting(engine, 'temp_directory')).toContain(folder);

  const during: string[] = [];
  const watch = async (job: ReturnType<typeof flightsJob>) => {
    for await (const event of await engine.methods.job.run(job)) {
      if (event.event !== 'planned') continue;
      during.push(await setting(engine, 'threads'), event.plan.models[0]?.provider.asked ?? '');
    }
  };
  await watch(flightsJob(join(folder, '1.csv')));
  await watch(flightsJob(join(folder, '2.csv'), { resources: { threads: 2 } }));
  expect(during).toEqual(['1', 'cpu', '2', 'cpu']);
  expect(await setting(engine, 'threads')).toBe('1');
});

it('last as long as the engine where nothing is kept', async () => {
  const engine = await engineAt(null);
  await engine.methods.settings.set(Settings.parse({ theme: 'dark' }));
  expect(await engine.methods.settings.get()).toEqual({ ...defaults, theme: 'dark' });
});

describe('a file that was written by hand', () => {
  it('counts as far as it is understood', async () => {
    const home = freshFolder();
    const text = { theme: 'pink', threads: 'many', memoryLimit: '1GB', later: true, outputFormat: 'csv' };
    writeFileSync(join(home, 'settings.json'), JSON.stringify(text));
    const engine = await engineAt(home);
    expect(await engine.methods.settings.get()).toEqual({ ...defaults, memoryLimit: '1GB', outputFormat: 'csv' });
  });

  it.each([
    ['{"theme": "dark",}', /^The settings in "(.*)" are not JSON: .+\. Defaults hold meanwhile\.$/],
    ['[]', /^The settings in "(.*)" are not a JSON object: found \[\]\. Defaults hold meanwhile\.$/],
  ])('is a fault where it is no JSON object: %s', async (text, message) => {
    const home = freshFolder();
    writeFileSync(join(home, 'settings.json'), text);
    const engine = await engineAt(home);
    const fault = await faultOf(engine.methods.settings.get());
    expect(fault).toMatchObject({
      code: 'SETTINGS_UNREADABLE',
      message: expect.stringMatching(message) as string,
      hint: 'Correct the file, or delete it to begin with the defaults; saving settings replaces it.',
    });
    expect(readFileSync(join(home, 'settings.json'), 'utf8')).toBe(text);
    await expect(eventsOf(engine, flightsJob(join(home, 'out.csv')))).resolves.toHaveLength(3);
    await engine.methods.settings.set(Settings.parse({}));
    expect(await engine.methods.settings.get()).toEqual(defaults);
  });
});

it('refuse a temporary folder that is not there, and do without one that is gone', async () => {
  const home = freshFolder();
  const gone = join(home, 'gone');
  const engine = await engineAt(home);
  const settings = Settings.parse({ temporaryFolder: gone });
  expect(await faultOf(engine.methods.settings.set(settings))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: `The temporary folder "${gone}" is not there: expected a folder.`,
    hint: 'Make it first, or leave the setting empty for the folder of the system.',
  });
  writeFileSync(join(home, 'settings.json'), JSON.stringify(settings));
  const next = await engineAt(home);
  expect(await setting(next, 'temp_directory')).not.toContain(gone);
});

it('say so where they cannot be written', async () => {
  const home = freshFolder();
  mkdirSync(join(home, 'settings.json'));
  const engine = await engineAt(home);
  expect(await faultOf(engine.methods.settings.set(Settings.parse({})))).toMatchObject({
    code: 'SETTINGS_UNREADABLE',
    message: `The settings "${join(home, 'settings.json')}" could not be written: EISDIR.`,
    hint: 'Check the rights on its folder and the room on its disk.',
  });
  expect(readdirSync(home)).toEqual(['settings.json']);
});
