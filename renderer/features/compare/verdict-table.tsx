/** Whether each challenger keeps the limits that were set. */
import { foundText } from '../../../contract/index.ts';
import classes from './compare.module.css';
import { cutOfReport } from './asked-cut.ts';
import type { Found } from './compare-store.ts';
import { cutText } from './cut-sentence.ts';
import { decimalText } from './figure-text.ts';
import { isOfDecisions, limitWords } from './limit-figures.ts';
import { MeasureAgain } from './measure-again.tsx';

export function VerdictTable({ found }: { found: Found }) {
  const { verdict } = found.report;
  if (verdict === null) return null;
  const cut = cutOfReport(found);
  const broken = verdict.limits.filter(({ holds }) => !holds).length;
  return (
    <figure className={classes.card} data-passed={verdict.passed}>
      <figcaption>
        {verdict.passed
          ? 'Passed: every limit is kept'
          : `Not passed: ${broken} of ${verdict.limits.length} limits not kept`}
      </figcaption>
      <table className={classes.numbers}>
        <thead>
          <tr>
            <th scope="col">limit</th>
            <th scope="col">challenger</th>
            <th scope="col">found</th>
            <th scope="col">kept</th>
          </tr>
        </thead>
        <tbody>
          {verdict.limits.map((result) => (
            <tr key={`${result.limit} ${result.challenger}`} data-worse={!result.holds}>
              <th scope="row">
                {limitWords(result.limit)}
                {isOfDecisions(result) && cut !== null && `, ${cutText(cut)}`}
              </th>
              <td>{result.challenger}</td>
              <td>{foundText(result, decimalText)}</td>
              <td>{result.holds ? 'kept' : 'not kept'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {verdict.limits.some(isOfDecisions) && <MeasureAgain found={found} what="Limits" />}
    </figure>
  );
}
