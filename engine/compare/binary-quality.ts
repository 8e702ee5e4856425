/** What a model that tells two outcomes apart is worth, on rows whose outcome is known. */
import type { BinaryFigures, BinaryQuality, CostMatrix } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { byPart } from './agreement.ts';
import { cellsName } from './cells.ts';
import { bestOf, confusionAt, thresholdsOf } from './confusion.ts';
import { calibrationErrors, decilesOf, hosmerLemeshow } from './deciles.ts';
import { amount, figure } from './figures.ts';
import { scoreName } from './rows.ts';

/** Points of a drawn curve; its figures come from every score. */
const curvePoints = 200;
/** What scikit-learn keeps a probability away from 0 and 1 by, so that no logarithm is infinite. */
const smallest = 2 ** -52;

/** Figures of model `at`, for each part. */
export async function binaryFigures(session: Session, model: string, at: number): Promise<Map<string, BinaryFigures>> {
  const ranked = byPart(await session.rows(rankedSql(at)));
  const losses = byPart(await session.rows(lossesSql(at)));
  const errors = await calibrationErrors(session, at);
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
          ece: errors.get(part) ?? null,
        },
      ];
    }),
  );
}

type Details = Omit<BinaryQuality, keyof BinaryFigures>;

/** What is told of all rows beyond the figures. */
export async function binaryDetails(
  session: Session,
  at: number,
  threshold: number | undefined,
  costs: CostMatrix | undefined,
): Promise<Details> {
  const deciles = await decilesOf(session, at);
  const thresholds = await thresholdsOf(session, at, costs);
  return {
    hosmerLemeshow: hosmerLemeshow(deciles),
    confusion: threshold === undefined ? null : await confusionAt(session, at, threshold, costs),
    best: bestOf(thresholds),
    thresholds,
    deciles,
    ...(await curvesOf(session, at)),
  };
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

/** Each curve by its points at even steps of the rows selected, from the highest score on. */
async function curvesOf(session: Session, at: number): Promise<Pick<BinaryQuality, 'roc' | 'precisionRecall'>> {
  const rows = await session.rows(
    `SELECT step, max(pos_all - pos_below) AS tp, max(judged_all - judged_below) AS selected, max(pos_all) AS pos,
            max(judged_all) AS judged
     FROM (
       SELECT *, ceil((judged_all - judged_below) / judged_all * ${curvePoints}) AS step
       FROM ${cellsName(at)} WHERE part = '' AND judged > 0
     )
     GROUP BY step ORDER BY step`,
  );
  const points = rows.map((row) => ({
    hits: amount(row, 'tp'),
    selected: amount(row, 'selected'),
    pos: amount(row, 'pos'),
    judged: amount(row, 'judged'),
  }));
  const both = points.filter(({ pos, judged }) => pos > 0 && judged > pos);
  const positive = points.filter(({ pos }) => pos > 0);
  const start = both.length === 0 ? [] : [{ x: 0, y: 0 }];
  return {
    roc: [
      ...start,
      ...both.map(({ hits, selected, pos, judged }) => ({ x: (selected - hits) / (judged - pos), y: hits / pos })),
    ],
    precisionRecall: positive.map(({ hits, selected, pos }) => ({ x: hits / pos, y: hits / selected })),
  };
}
