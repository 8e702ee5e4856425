/** The HTML report: whole in one file, and text of the user's stays text in it. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { html } from '../../engine/compare/page/markup.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';

const [v1, v2] = [inRepository('models/late-v1.onnx'), inRepository('models/late-v2.onnx')];

test('loads nothing, runs nothing, and says each finding', async () => {
  const folder = freshFolder();
  const options = [
    '--label',
    'late',
    '--segment',
    'carrier',
    '--fairness',
    'carrier',
    '--cost',
    'fp=1,fn=5',
    '--json',
    '-o',
    'out',
  ];
  const flights = inRepository('models/data/flights.parquet');
  const ended = await rowcast(folder, 'compare', flights, '--champion', v1, '--challenger', v2, ...options);
  const report = JSON.parse(ended.stdout) as { findings: string[] };
  const path = join(folder, 'out', 'report.html');
  expect(statSync(path).size).toBeLessThan(3_000_000);
  const page = readFileSync(path, 'utf8');
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|\s(src|href|on\w+)=/i);
  expect(page.match(/<figure>/g)).toHaveLength(7);
  // Nothing was to be added up, so that there is no column of dashes.
  expect(page).not.toContain('<th scope="col">value</th>');
  expect(page).toMatch(/<span\s*>pressure = [\d.]+ <strong>[+−]\d\.\d+<\/strong>,? <\/span\s*>/);
  for (const finding of report.findings) expect(page).toContain(html`${finding}`.markup);
}, 60_000);

test('shows what stands in a table as text', async () => {
  const folder = freshFolder();
  const attack = `<script>alert("1")</script>&'`;
  const header =
    'dep_delay,distance,weekday,hour,sched_dep_time,sched_arr_time,temp,humid,wind_dir,wind_speed,wind_gust,';
  const more = `precip,pressure,visib,plane_year,engines,seats,"${attack.replaceAll('"', '""')}"`;
  const row = (delay: number) =>
    `${delay},500,1,9,900,1000,60,50,100,5,8,0,1010,10,2001,2,150,"${attack.replaceAll('"', '""')}"`;
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 't.csv'), [header + more, row(3), row(90), ''].join('\n'));
  const names = ['--champion', `<b>old</b>=${v1}`, '--challenger', `new"&=${v2}`];
  const ended = await rowcast(
    folder,
    'compare',
    'data/t.csv',
    ...names,
    '--segment',
    attack,
    '--value',
    'distance',
    '-o',
    'out',
  );
  expect(ended).toMatchObject({ exit: 0, stderr: '' });
  const page = readFileSync(join(folder, 'out', 'report.html'), 'utf8');
  expect(page).not.toMatch(/<script|<b>/i);
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;');
  expect(page).toContain('<th scope="col">value</th>');
  expect(page).not.toContain('<th scope="col">came true</th>');
  expect(page).toContain('<title>new&quot;&amp; against &lt;b&gt;old&lt;/b&gt;</title>');
}, 60_000);
