/** What each model predicts for the row as it is, and as it was changed. */
import type { Score } from '../../../contract/index.ts';
import { numberText, percentText } from '../../ui/quantities.ts';
import { modelColour } from '../models/model-colour.ts';
import { useJob } from '../score/job-store.ts';
import classes from './what-if.module.css';

export function ScoreTable({ scores }: { scores: readonly Score[] }) {
  const names = useJob((job) => job.models).map(({ name }) => name);
  return (
    <table className={classes.scores} aria-live="polite">
      <thead>
        <tr>
          <th scope="col">Prediction</th>
          <th scope="col">as it is</th>
          <th scope="col">changed</th>
        </tr>
      </thead>
      <tbody>
        {scores.map((score) => (
          <tr key={score.column} data-changed={score.before !== score.after}>
            <th scope="row" title={score.model}>
              <span
                className={classes.swatch}
                style={{ background: modelColour(names.indexOf(score.model)) }}
                aria-hidden
              />
              {score.column}
            </th>
            <td>{valueText(score.before, score)}</td>
            <td>{valueText(score.after, score)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function valueText(value: Score['before'], { column }: Score): string {
  if (value === null) return 'missing';
  if (typeof value === 'string') return value;
  return /prob/i.test(column) && value >= 0 && value <= 1 ? percentText(value) : numberText(value);
}
