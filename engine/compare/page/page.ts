/** The report as one HTML file: nothing is loaded and nothing runs, whatever stands in the table that was compared. */
import { foundText, type CompareReport } from '../../../contract/index.ts';
import { count, decimal } from '../written-numbers.ts';
import { classTables } from './class-tables.ts';
import { driverTables } from './driver-tables.ts';
import { driftTables } from './drift-tables.ts';
import { fairnessTables } from './fairness-table.ts';
import { foundSegmentTables } from './found-segments-table.ts';
import { html, styleSheet, type Markup } from './markup.ts';
import { pictures } from './pictures.ts';
import { rankingTables } from './ranking-tables.ts';
import { style } from './style.ts';
import {
  agreementTable,
  disagreementTable,
  migrationTable,
  qualityTable,
  segmentTables,
  swapTable,
  table,
} from './tables.ts';

export function reportPage(report: CompareReport): string {
  const [champion, ...challengers] = report.models.map(({ name }) => name);
  const title =
    report.drift === null
      ? `${challengers.join(', ')} against ${champion}`
      : `${champion} on ${report.drift.second.file} against ${report.drift.first.file}`;
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      ${styleSheet(style)}
    </head>
    <body>
      <h1>${title}</h1>
      <p class="soft">${about(report)}</p>
      ${verdict(report)}
      <ul class="findings">
        ${report.findings.map((finding) => html`<li>${finding}</li>`)}
      </ul>
      ${report.warnings.map((warning) => html`<p class="warning">${warning}</p>`)} ${tables(report)}
      ${provenance(report)}
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
}

function tables(report: CompareReport): Markup {
  if (report.drift !== null) return driftTables(report.drift);
  return report.classes === null ? scoreTables(report) : classTables(report.classes);
}

function scoreTables(report: CompareReport): Markup {
  return html`${report.ranking === null ? null : rankingTables(report.ranking, report.tests)} ${pictures(report)}
  ${qualityTable(report)} ${agreementTable(report)}
  ${report.agreement.map((pair) => [swapTable(pair), migrationTable(pair, pair.migration)])} ${segmentTables(report)}
  ${foundSegmentTables(report)} ${fairnessTables(report)}
  ${report.agreement.map((pair) => [disagreementTable(pair), driverTables(pair)])}`;
}

function about({ rows, label, source, started, weight }: CompareReport): string {
  const judged = label === null ? '' : `, ${count(rows.judged)} of them with a label in ${label.column}`;
  const left = rows.read - rows.compared;
  const out = left === 0 ? '' : `; ${count(left)} ${left === 1 ? 'was' : 'were'} left out, without a score or a weight`;
  const weighted = weight === null ? '' : `; rows count by ${weight}`;
  const files = source.map(({ path }) => path).join(', ');
  return `${count(rows.compared)} row${rows.compared === 1 ? '' : 's'} of ${files}${judged}${out}${weighted}. ${started.slice(0, 10)}.`;
}

function verdict({ verdict: found }: CompareReport): Markup | null {
  if (found === null) return null;
  const rows = found.limits.map((one) => [
    one.limit,
    one.challenger,
    foundText(one, decimal),
    one.holds ? 'kept' : 'not kept',
  ]);
  return html`<h2 class="${found.passed ? 'passed' : 'failed'}">${found.passed ? 'Passed' : 'Not passed'}</h2>
    ${table(['limit', 'model', 'found', ''], rows)}`;
}

function sampled({ agreement, rows }: CompareReport): string {
  const [pair] = agreement;
  if (pair === undefined || pair.kendallRows >= rows.compared) return '';
  const error = Math.sqrt(2 / pair.kendallRows);
  return `Kendall's correlation is that of ${count(pair.kendallRows)} rows, with a standard error of at most ${error.toFixed(4)}.`;
}

function provenance(report: CompareReport): Markup {
  const versions = Object.entries(report.versions).map(([name, version]) => `${name} ${version}`);
  const bound =
    report.ranks.kind === 'exact'
      ? 'Ranks are exact.'
      : `Ranks are those of a fine grid of scores: no AUC is off by more than ${report.ranks.aucBound.toExponential(1)}.`;
  return html`<h2>How it was made</h2>
    <p>${bound} ${sampled(report)}</p>
    ${table(
      ['model', 'role', 'score', 'sha256'],
      report.models.map(({ name, role, score, receipt }) => [
        name,
        role,
        score,
        receipt?.sha256 ?? 'stood in the table',
      ]),
    )}
    <p>Scored table: ${report.scored.path}, sha256 <code>${report.scored.sha256}</code></p>
    <details>
      <summary>SQL</summary>
      <pre>${report.sql}</pre>
    </details>
    <footer>Rowcast, ${versions.join(', ')}; ${report.seconds.toFixed(1)} s</footer>`;
}
