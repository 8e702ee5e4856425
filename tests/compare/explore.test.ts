/** A comparison that is looked at: kept while it is, saved where the user says, gone when it is closed or cancelled. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { Comparison, CompareReport, type ExploreEvent } from '../../contract/index.ts';
import { openEngine, type Engine } from '../../engine/engine.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';

const job = Comparison.parse({
  source: { paths: [inRepository('models/data/flights.parquet')] },
  models: [{ path: inRepository('models/late-v1.onnx') }, { path: inRepository('models/late-v2.onnx') }],
  label: 'late',
});

async function explored(engine: Engine): Promise<{ id: string; finished: ExploreEvent & { event: 'finished' } }> {
  let id = '';
  for await (const event of await engine.methods.compare.explore(job)) {
    if (event.event === 'started') ({ id } = event);
    if (event.event === 'finished') return { id, finished: event };
  }
  throw new Error('the comparison ended without a word');
}

async function withEngine(use: (engine: Engine) => Promise<void>): Promise<void> {
  const engine = await openEngine();
  try {
    await use(engine);
  } finally {
    await engine.close();
  }
}

test('is saved as the command writes it, and closed without a trace', async () => {
  await withEngine(async ({ methods, ...engine }) => {
    const { id, finished } = await explored({ methods, ...engine });
    const kept = finished.report.scored.path;
    const { table, rowCount } = await methods.table.open({ source: { paths: [kept] } });
    expect(rowCount).toBe(27_268);
    await methods.table.close({ table });

    const folder = join(freshFolder(), 'report');
    await methods.compare.save({ id, folder });
    expect(readdirSync(folder).toSorted()).toEqual(['report.html', 'report.json', 'scored.parquet']);
    const saved = CompareReport.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
    const scored = { ...finished.report.scored, path: join(folder, 'scored.parquet') };
    expect(saved).toEqual({ ...finished.report, scored, sql: expect.stringContaining(scored.path) as string });
    await expect(methods.compare.save({ id, folder })).rejects.toMatchObject({ code: 'DESTINATION_EXISTS' });
    await methods.compare.save({ id, folder, overwrite: true });

    const path = join(folder, 'rows.csv');
    const where = '"late-v2_probabilities_1" >= 0.5';
    const rows = await methods.compare.writeRows({ id, where, destination: { path } });
    const { swap } = finished.report.agreement[0]?.decisions ?? {};
    expect(rows).toBe((swap?.kept.rows ?? 0) + (swap?.swappedIn.rows ?? 0));
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(rows + 1);

    await methods.compare.close({ id });
    expect(existsSync(dirname(kept))).toBe(false);
    await expect(methods.compare.save({ id, folder })).rejects.toMatchObject({ code: 'TABLE_CLOSED' });
    await methods.compare.close({ id });
  });
}, 60_000);

test('leaves nothing when it is cancelled, or when whoever follows it goes', async () => {
  await withEngine(async ({ methods, context }) => {
    const folder = context.database.temporaryFolder();
    const events = await methods.compare.explore(job);
    await expect(
      (async () => {
        for await (const event of events) {
          if (event.event === 'started') void methods.job.cancel({ id: event.id });
        }
      })(),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    for await (const event of await methods.compare.explore(job)) if (event.event === 'planned') break;
    expect(readdirSync(folder)).toEqual([]);
  });
}, 60_000);

test('is measured and saved at another cut without scoring once more', async () => {
  await withEngine(async ({ methods, ...engine }) => {
    const { id, finished } = await explored({ methods, ...engine });
    const { live, report } = finished;
    if (live === null) throw new Error('nothing was added up');
    const cut = { threshold: 0.3 };
    const measured = await methods.compare.measure({ id, cut });
    const decided = measured.agreement[0]?.decisions;
    expect(decided?.championThreshold).toBe(0.3);
    expect(measured.findings).toContainEqual(
      expect.stringMatching(/^From a score of 0\.3 on, late-v2 and late-v1 decide/),
    );
    expect(measured.scored).toEqual(report.scored);

    // What follows the slider is what is measured there.
    const at = live.score.at.indexOf(0.3);
    const [tests] = live.tests.score;
    const decision = measured.tests.find(({ figure }) => figure === 'accuracy');
    expect(tests?.pValue[at]).toBeCloseTo(decision?.pValue ?? Number.NaN, 12);
    expect(tests?.low[at]).toBeCloseTo(decision?.low ?? Number.NaN, 12);
    expect(tests?.high[at]).toBeCloseTo(decision?.high ?? Number.NaN, 12);

    const folder = join(freshFolder(), 'report');
    await methods.compare.save({ id, folder, cut: { top: 10 } });
    const saved = CompareReport.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
    expect(saved.cutFindings.every((finding) => finding.startsWith('Each selecting its highest 10 %, '))).toBe(true);
    expect(saved.agreement[0]?.decisions?.swap.kept.rows).toBe(live.top.pairs[0]?.both.rows[live.top.at.indexOf(10)]);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('Each selecting its highest 10 %');
  });
}, 60_000);

test('is refused of groups, which the command alone tells of', async () => {
  await withEngine(async ({ methods }) => {
    const ranked = { ...job, label: 'hour', group: 'tailnum' };
    const all = async () => {
      for await (const event of await methods.compare.explore(ranked)) expect(event.event).not.toBe('finished');
    };
    await expect(all()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'A column of groups is named, and the window does not tell of groups: expected none.',
      hint: 'rowcast compare tells of them.',
    });
  });
});
