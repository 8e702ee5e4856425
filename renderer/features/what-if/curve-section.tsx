/** How a prediction moves along one feature, all else as in the row; one line for each model. */
import { Select } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { Score } from '../../../contract/index.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { modelColour } from '../models/model-colour.ts';
import { useJob } from '../score/job-store.ts';
import { curveTitle } from './curve-title.ts';
import { curveOf, mostTelling, shortName } from './predictions.ts';
import type { SharedFeature } from './shared-features.ts';
import { useTrial } from './trial-store.ts';
import { useCurve } from './use-trial-result.ts';
import classes from './what-if.module.css';

const CurvePlot = lazy(() => import('./curve-plot.tsx').then((module) => ({ default: module.CurvePlot })));

interface CurveSectionProps {
  scores: readonly Score[];
  features: readonly SharedFeature[];
}

export function CurveSection({ scores, features }: CurveSectionProps) {
  const wanted = useTrial((state) => state.feature);
  const feature = features.find(({ addresses }) => addresses[0] === wanted) ?? features[0];
  const [prediction, setPrediction] = useState<string | null>(null);
  const models = useJob((job) => job.models);
  const { data, error } = useCurve(feature === undefined ? null : keyOf(feature, features));
  const choices = [...new Set(scores.filter(({ after }) => typeof after === 'number').map(shortName))];
  const shown = prediction !== null && choices.includes(prediction) ? prediction : mostTelling(scores);
  if (feature === undefined || shown === null) return null;
  const curve = data === undefined ? null : curveOf({ ...data, feature: feature.name }, shown);
  const colours = new Map(models.map(({ name }, at) => [name, modelColour(at)]));
  return (
    <PanelSection
      title={`Along ${feature.name}`}
      aside={
        choices.length > 1 && (
          <Select
            aria-label="Prediction of the curve"
            className={classes.prediction ?? ''}
            allowDeselect={false}
            data={choices}
            value={shown}
            onChange={setPrediction}
          />
        )
      }
    >
      {error !== null && <FaultCard error={error} />}
      {curve !== null && error === null && (
        <figure className={classes.figure}>
          <figcaption>{curveTitle(curve)}</figcaption>
          <Suspense fallback={<div className={classes.space} />}>
            <CurvePlot curve={curve} now={feature.after} colours={colours} label={curveTitle(curve)} />
          </Suspense>
        </figure>
      )}
    </PanelSection>
  );
}

/** The name alone means the feature of every model; where models are fed differently by it, only the first model's. */
function keyOf({ name, addresses }: SharedFeature, features: readonly SharedFeature[]): string {
  const isOne = features.filter((feature) => feature.name === name).length === 1;
  return isOne ? name : (addresses[0] ?? name);
}
