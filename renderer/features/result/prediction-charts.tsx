/** How the predictions are distributed: one picture for each numeric column that scoring added. */
import { lazy, Suspense } from 'react';
import type { ColumnProfile, Receipt } from '../../../contract/index.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { modelColour } from '../models/model-colour.ts';
import { profileTitle } from './profile-title.ts';
import classes from './result.module.css';
import { usePredictionProfiles } from './use-prediction-profiles.ts';

const ProfilePlot = lazy(() => import('./profile-plot.tsx').then((module) => ({ default: module.ProfilePlot })));

export function PredictionCharts({ receipt }: { receipt: Receipt }) {
  const { profiles, error, isOpen } = usePredictionProfiles(receipt);
  if (!isOpen) return <EmptyHint>Open the result to see how its predictions are distributed.</EmptyHint>;
  if (error !== null) return <FaultCard error={error} />;
  return receipt.models.flatMap(({ name, columns }, at) =>
    columns.flatMap((column) => {
      const profile = profiles.get(column);
      return profile === undefined
        ? []
        : [<Chart key={column} profile={profile} model={name} colour={modelColour(at)} />];
    }),
  );
}

function Chart({ profile, model, colour }: { profile: ColumnProfile; model: string; colour: string }) {
  const title = profileTitle(profile);
  return (
    <figure className={classes.chart}>
      <figcaption>
        <span className={classes.chartColumn} title={model}>
          {profile.name}
        </span>
        {title}
      </figcaption>
      <Suspense fallback={<div className={classes.chartSpace} />}>
        <ProfilePlot profile={profile} colour={colour} label={`${profile.name}: ${title}`} />
      </Suspense>
    </figure>
  );
}
