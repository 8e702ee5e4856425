/** Watches the files of the models that are picked, and says when one was written again: retrained and exported, as a rule. */
import { useEffect } from 'react';
import { useClient } from '../../transport/client.ts';
import { useConnection } from '../../transport/connection.ts';
import { Banner } from '../../ui/banner.tsx';
import { reconfirm, useJob } from '../score/job-store.ts';
import { fileName } from '../sources/paths.ts';
import { useAssessments } from './use-assessment.ts';
import { noteModelChange, useModelChanges } from './model-changes.ts';

export function ChangedModelBanner() {
  useWatchedModels();
  const change = useModelChanges((state) => state.latest);
  const isPicked = useJob(({ models }) => models.some(({ path }) => path === change?.path));
  if (change === null || !isPicked) return null;
  const name = fileName(change.path);
  return (
    <Banner onClose={() => useModelChanges.setState({ latest: null })}>
      {change.change === 'changed'
        ? `${name} was written again: its card, inputs and predictions are those of the new file.`
        : `${name} was moved or deleted.`}
    </Banner>
  );
}

function useWatchedModels(): void {
  const client = useClient();
  // A new engine watches nothing.
  const engine = useConnection((state) => state.engine);
  const models = useJob((job) => job.models).map(({ path }) => path);
  const paths = models.join('\n');
  // What becomes known of weights beside a model is watched from then on.
  const weights = useAssessments(models)
    .map(({ data }) => data?.card.externalData.map(({ location }) => location).join(' ') ?? '')
    .join('\n');
  useEffect(() => {
    if (paths === '') return;
    const controller = new AbortController();
    const follow = async () => {
      const { signal } = controller;
      for await (const change of await client.model.watch({ paths: paths.split('\n') }, { signal })) {
        reconfirm(change.path);
        noteModelChange(change);
      }
    };
    // Where models cannot be watched, a run still refuses one that is not the file that was seen.
    follow().catch(() => undefined);
    return () => controller.abort();
  }, [client, engine, paths, weights]);
}
