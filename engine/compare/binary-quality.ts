/** What a model that tells two outcomes apart is worth, on rows whose outcome is known. */
import type { BinaryQuality } from '../../contract/index.ts';
import type { Row, Session } from '../duckdb/session.ts';
import { byPart } from './agreement.ts';
import { cellsName } from './cells.ts';
import { figure, amount } from './figures.ts';
import { scoreName } from './rows.ts';

/** Points of a drawn curve; its figures come from every score. */
const curvePoints = 200;
/** What scikit-learn keeps a probability away from 0 and 1 by, so that no logarithm is infinite. */
const smallest = 2 ** -52;

/** Quality of model `at`, for each part. */
export async function binaryQuality(session: Session, model: string, at: number): Promise<Map<string, BinaryQuality>> {
  const ranked = byPart(await session.rows(rankedSql(at)));
  const losses = byPart(await session.rows(lossesSql(at)));
  const curves = await curvesByPart(session, at);
  return new Map(
    [...losses].map(([part, loss]) => {
      const auc = figure(ranked.get(part), 'auc');
      return [
        part,
        {
          task: 'binary',
          model,
          auc,
          gini: auc === null ? null : 2 * auc - 1,
          averagePrecision: figure(ranked.get(part), 'average_precision'),
          ks: figure(ranked.get(part), 'ks'),
          logLoss: figure(loss, 'log_loss'),
          brier: figure(loss, 'brier'),
          ...(curves.get(part) ?? { roc: [], precisionRecall: [] }),
        },
      ];
    }),
  );
}

/**
 * The area under the ROC curve is the share of pairs of a positive and a negative row that are in order, ties half. Average
 * precision is the sum over scores, from the highest, of the recall that a score adds times the precision down to it.
 */
function rankedSql(at: number): string {
  const negBelow = '(judged_below - pos_below)';
  const negAll = '(judged_all - pos_all)';
  return `
    SELECT part,
           CASE WHEN max(pos_all) > 0 AND max(${negAll}) > 0
                THEN fsum(pos * (${negBelow} + (judged - pos) / 2)) / max(pos_all) / max(${negAll}) END AS auc,
           CASE WHEN max(pos_all) > 0
                THEN fsum(pos * ((pos_all - pos_below) / (judged_all - judged_below))) / max(pos_all) END AS average_precision,
           CASE WHEN max(pos_all) > 0 AND max(${negAll}) > 0
                THEN max(abs(pos_below / pos_all - ${negBelow} / ${negAll})) END AS ks
    FROM ${cellsName(at)} WHERE judged > 0 GROUP BY part`;
}

function lossesSql(at: number): string {
  const p = scoreName(at);
  const clipped = `greatest(${smallest}, least(1 - ${smallest}, ${p}))`;
  return `
    SELECT part,
           CASE WHEN min(${p}) >= 0 AND max(${p}) <= 1
                THEN fsum(-w * CASE WHEN y = 1 THEN ln(${clipped}) ELSE ln(1 - ${clipped}) END) / sum(w) END AS log_loss,
           CASE WHEN min(${p}) >= 0 AND max(${p}) <= 1 THEN fsum(w * (${p} - y) * (${p} - y)) / sum(w) END AS brier
    FROM compare_rows WHERE y IS NOT NULL GROUP BY part`;
}

type Curves = Pick<BinaryQuality, 'roc' | 'precisionRecall'>;

/** Each curve by its points at even steps of the rows selected, from the highest score on. */
async function curvesByPart(session: Session, at: number): Promise<Map<string, Curves>> {
  const rows = await session.rows(
    `SELECT part, step, max(pos_all - pos_below) AS tp, max(judged_all - judged_below) AS selected, max(pos_all) AS pos,
            max(judged_all) AS judged
     FROM (SELECT *, ceil((judged_all - judged_below) / judged_all * ${curvePoints}) AS step FROM ${cellsName(at)} WHERE judged > 0)
     GROUP BY part, step ORDER BY part, step`,
  );
  const curves = new Map<string, Curves>();
  for (const row of rows) {
    const part = String(row['part']);
    const found = curves.get(part) ?? { roc: [{ x: 0, y: 0 }], precisionRecall: [] };
    curves.set(part, found);
    addPoint(found, row);
  }
  return curves;
}

function addPoint({ roc, precisionRecall }: Curves, row: Row): void {
  const [tp, selected, pos, judged] = ['tp', 'selected', 'pos', 'judged'].map((name) => amount(row, name)) as [
    number,
    number,
    number,
    number,
  ];
  if (pos > 0 && judged > pos) roc.push({ x: (selected - tp) / (judged - pos), y: tp / pos });
  if (pos > 0) precisionRecall.push({ x: tp / pos, y: tp / selected });
}
