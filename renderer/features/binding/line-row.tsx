/** One input of a model: what feeds it, as what, what becomes of missing values, and what it looks like. */
import { Button, Tooltip } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import type { CSSProperties } from 'react';
import { decide } from '../score/job-store.ts';
import classes from './binding.module.css';
import { saidMissing, undecided, withConfirmed, withMissing } from './decisions.ts';
import { FeedSelect } from './feed-select.tsx';
import { isFed } from './line-state.ts';
import { lossParts } from './loss-text.ts';
import { MissingSelect } from './missing-select.tsx';
import { placeOf } from './slots.ts';
import type { BoundModel, Line } from './use-binding.ts';
import { lossKey, type Losses } from './use-losses.ts';

interface LineRowProps {
  model: BoundModel;
  line: Line;
  /** Null where they are not being counted. */
  losses: Losses | 'counting' | null;
  /** Row of the table from 1, its heading included. */
  rowIndex: number;
  style: CSSProperties;
}

export function LineRow({ model, line, losses, rowIndex, style }: LineRowProps) {
  const name = line.feature ?? placeOf(line);
  const decisions = model.picked.decisions ?? undecided;
  const hasNan = line.element === 'float' || line.element === 'double';
  return (
    <div role="row" aria-rowindex={rowIndex} className={classes.row} data-state={line.state} style={style}>
      <div role="rowheader" className={classes.feature} title={`${name} (${placeOf(line)})`}>
        {name}
        <small className={classes.type}>
          {line.type ?? 'nothing'} → {line.element}
        </small>
      </div>
      <div role="cell">
        <FeedSelect model={model} line={line} />
      </div>
      <div role="cell">
        <MissingSelect
          label={`Missing values of ${name}`}
          value={saidMissing(decisions, line.slot)}
          taken={line.missing}
          unsaid={hasNan ? 'stays NaN' : 'stops the run'}
          hasNan={hasNan}
          onChange={(missing) => decide(model.picked.path, (before) => withMissing(before, line.slot, missing))}
        />
      </div>
      <div role="cell" className={classes.samples}>
        <Samples line={line} model={model} />
      </div>
      <div role="cell">
        <LossCell line={line} losses={losses} />
      </div>
    </div>
  );
}

/** The first values as the model is fed them; or why there are none, or what a person should look at. */
function Samples({ line, model }: { line: Line; model: BoundModel }) {
  if (line.fault !== null && line.state !== 'unbound') {
    const { message, hint, windowHint } = line.fault;
    return (
      <Tooltip label={windowHint ?? hint} multiline maw={360}>
        <span className={classes.fault} tabIndex={0}>
          <IconAlertTriangle size={14} aria-label="Problem" /> {message}
        </span>
      </Tooltip>
    );
  }
  if (line.state === 'unsure') {
    return (
      <Button
        size="compact-xs"
        variant="light"
        leftSection={<IconCheck size={12} />}
        title={
          line.matched === 'position'
            ? 'Matched by its position alone'
            : 'Matched, though its name is spelled otherwise'
        }
        aria-label={`Confirm what feeds ${line.feature ?? placeOf(line)}`}
        onClick={() => decide(model.picked.path, (decisions) => withConfirmed(decisions, [line]))}
      >
        Confirm
      </Button>
    );
  }
  return (
    <div className={classes.values}>
      {line.samples.map((sample, at) => (
        <span key={at} className={sample === null ? classes.null : undefined}>
          {sample ?? 'missing'}
        </span>
      ))}
    </div>
  );
}

function LossCell({ line, losses }: Pick<LineRowProps, 'line' | 'losses'>) {
  if (losses === null || !isFed(line)) return null;
  const loss = losses === 'counting' ? undefined : losses.byLine.get(lossKey(line));
  if (loss === undefined) return <span className={classes.faint}>counting …</span>;
  const parts = lossParts(loss, line.element);
  if (parts.length === 0) return <span className={classes.faint}>nothing</span>;
  return (
    <span className={classes.losses}>
      {parts.map(({ text, detail, isGrave }) => (
        <Tooltip key={text} label={detail} multiline maw={360}>
          <span tabIndex={0} className={isGrave ? classes.grave : undefined}>
            {text}
          </span>
        </Tooltip>
      ))}
    </span>
  );
}
