/** Moves the cut from which on rows are selected, and says in sentences what that comes to. */
import { useState } from 'react';
import classes from './compare.module.css';
import { moveCut, useCompare, type Found } from './compare-store.ts';
import { CutField } from './cut-field.tsx';
import { cutSentence, decisionSentence } from './cut-sentence.ts';
import { scoreText } from './figure-text.ts';
import type { CutReading } from './read-cut.ts';
import { useAtCut, usePair, type AtCut } from './use-found-pair.ts';

export function CutControl({ found }: { found: Found }) {
  const pair = usePair(found);
  const at = useAtCut(found);
  const [asked, setAsked] = useState<number | null>(null);
  if (pair === null || at === null) return null;
  const { by, cuts, cut, live } = at;
  const read = ({ at: wanted }: CutReading) => {
    if (wanted === null) return;
    setAsked(wanted);
    moveCut(by, wanted);
  };
  const test = decisionSentence(at, pair);
  return (
    <div className={classes.cut} role="group" aria-label="Decision">
      <CutField
        by={by}
        at={cut}
        range={{ from: live.score.at[0] ?? 0, to: live.score.at.at(-1) ?? 0 }}
        takes="enter"
        onBy={(next) => {
          setAsked(null);
          changeWay(next, at);
        }}
        onRead={read}
        note={asked === null || asked === cut ? null : stepText(asked, cut)}
      >
        <input
          type="range"
          className={classes.slider}
          aria-label={by === 'top' ? 'Highest percent of the rows' : 'Score from which on rows are selected'}
          aria-valuetext={by === 'top' ? `${cut} percent` : scoreText(cut)}
          min={0}
          max={cuts.at.length - 1}
          value={at.at}
          onChange={({ currentTarget }) => {
            setAsked(null);
            useCompare.setState({ cut: { by, at: Number(currentTarget.value) } });
          }}
        />
      </CutField>
      <p className={classes.cutSentence} role="status">
        {cutSentence(pair, at, found.report)}
      </p>
      {test !== null && <p className={classes.dim}>{test}</p>}
    </div>
  );
}

/** The other way of selecting begins where this one is for the champion. */
function changeWay(by: 'score' | 'top', { thresholds, decisions }: AtCut): void {
  moveCut(by, by === 'top' ? (decisions.championRate ?? 0) * 100 : (thresholds[0] ?? 0));
}

function stepText(asked: number, cut: number): string {
  return `${scoreText(asked)} lies between two steps; the nearest is ${scoreText(cut)}.`;
}
