/** Stands where a row's predictions will: it is being read and scored, or that was cancelled. */
import { Button, Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { countText } from '../../ui/quantities.ts';
import classes from './what-if.module.css';

interface TrialUnderWayProps {
  row: number;
  isUnderWay: boolean;
  onTry: () => void;
}

const lines = ['60%', '80%', '70%'];

export function TrialUnderWay({ row, isUnderWay, onTry }: TrialUnderWayProps) {
  const queries = useQueryClient();
  const cancel = () => void queries.cancelQueries({ queryKey: ['trial'] });
  return (
    <div className={classes.underWay} role="status">
      <span className={classes.dim}>
        {isUnderWay ? `Scoring row ${countText(row)} …` : `Row ${countText(row)} was not scored.`}
      </span>
      <Button size="compact-xs" variant="default" onClick={isUnderWay ? cancel : onTry}>
        {isUnderWay ? 'Cancel' : 'Score it'}
      </Button>
      {isUnderWay && lines.map((width) => <Skeleton key={width} height={12} width={width} />)}
    </div>
  );
}
