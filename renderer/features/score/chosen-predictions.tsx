/** Which predictions a job file chose, where it did not take all. */
import { Anchor, Text } from '@mantine/core';
import type { PredictionRule } from '../../../contract/index.ts';
import { useJob } from './job-store.ts';

export function ChosenPredictions() {
  const predictions = useJob((job) => job.predictions);
  if (predictions.length === 0) return null;
  return (
    <Text size="xs">
      The job file writes {predictions.map(ruleText).join(', ')} only.{' '}
      <Anchor component="button" type="button" size="xs" onClick={() => useJob.setState({ predictions: [] })}>
        Write all predictions
      </Anchor>
    </Text>
  );
}

function ruleText({ output, as }: PredictionRule): string {
  return as === undefined ? output : `${output} as ${as}`;
}
