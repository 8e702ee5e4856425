/** Moves the cut from which on rows are selected, and says in a sentence what that comes to. */
import { NumberInput, SegmentedControl } from '@mantine/core';
import classes from './compare.module.css';
import { moveCut, useCompare, type Found } from './compare-store.ts';
import { cutSentence } from './cut-sentence.ts';
import { scoreText } from './figure-text.ts';
import { useAtCut, usePair, type AtCut } from './use-found-pair.ts';

export function CutControl({ found }: { found: Found }) {
  const pair = usePair(found);
  const at = useAtCut(found);
  if (pair === null || at === null) return null;
  const { by, cuts, cut } = at;
  return (
    <div className={classes.cut} role="group" aria-label="Decision">
      <div className={classes.cutTools}>
        <SegmentedControl
          aria-label="Rows are selected by"
          data={[
            { value: 'score', label: 'Score of at least' },
            { value: 'top', label: 'Highest percent' },
          ]}
          value={by}
          onChange={(next) => changeWay(next === 'top' ? 'top' : 'score', at)}
        />
        <input
          type="range"
          className={classes.slider}
          aria-label={by === 'top' ? 'Highest percent of the rows' : 'Score from which on rows are selected'}
          aria-valuetext={by === 'top' ? `${cut} percent` : scoreText(cut)}
          min={0}
          max={cuts.at.length - 1}
          value={at.at}
          onChange={({ currentTarget }) => useCompare.setState({ cut: { by, at: Number(currentTarget.value) } })}
        />
        <NumberInput
          className={classes.short ?? ''}
          aria-label={by === 'top' ? 'Percent of the rows' : 'Score'}
          hideControls
          {...(by === 'top' ? { suffix: ' %' } : {})}
          value={cut}
          onBlur={({ currentTarget }) => goTo(by, currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && goTo(by, event.currentTarget.value)}
        />
      </div>
      <p className={classes.cutSentence} role="status">
        {cutSentence(pair, at, found.report)}
      </p>
    </div>
  );
}

/** The other way of selecting begins where this one is for the champion. */
function changeWay(by: 'score' | 'top', { thresholds, decisions }: AtCut): void {
  moveCut(by, by === 'top' ? (decisions.championRate ?? 0) * 100 : (thresholds[0] ?? 0));
}

function goTo(by: 'score' | 'top', text: string): void {
  const wanted = Number(text.replace(/[%,\s]/g, ''));
  if (Number.isFinite(wanted) && text.trim() !== '') moveCut(by, wanted);
}
