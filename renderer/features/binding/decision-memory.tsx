/** Looks up what was decided for a model on tables like the open one, and keeps what is decided now. Draws nothing. */
import { useEffect } from 'react';
import { useClient, type Client } from '../../transport/client.ts';
import { recallDecisions, useJob, type JobState, type PickedModel } from '../score/job-store.ts';

const pauseMs = 400;

export function DecisionMemory() {
  const client = useClient();
  const source = useJob((job) => job.source);
  const waiting = useJob(({ models }) =>
    models
      .filter(isWaiting)
      .map(({ path }) => path)
      .join('\n'),
  );

  useEffect(() => {
    if (source === null || waiting === '') return;
    for (const modelPath of waiting.split('\n')) {
      const recall = (saved: Parameters<typeof recallDecisions>[1]) => {
        if (useJob.getState().source === source) recallDecisions(modelPath, saved);
      };
      // Without a memory, or with one that cannot be read, the user decides anew.
      client.binding.saved({ source, modelPath }).then(recall, () => recall(null));
    }
  }, [client, source, waiting]);

  useEffect(() => keepDecisions(client), [client]);
  return null;
}

function isWaiting({ decisions }: PickedModel): boolean {
  return decisions === null;
}

/** Saves what the user changed, once no more changes come. Returns what ends it. */
function keepDecisions(client: Client): () => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const stop = useJob.subscribe((job, before) => {
    for (const model of changedModels(job, before)) {
      clearTimeout(timers.get(model.path));
      timers.set(
        model.path,
        setTimeout(() => save(client, job, model), pauseMs),
      );
    }
  });
  return () => {
    stop();
    timers.forEach((timer) => clearTimeout(timer));
  };
}

function changedModels(job: JobState, before: JobState): PickedModel[] {
  if (job.source !== before.source) return [];
  return job.models.filter((model) => {
    const old = before.models.find(({ path }) => path === model.path);
    const isKnown = (old?.decisions ?? null) !== null;
    const isNew = model.origin === 'new' ? isKnown : model.origin === 'read before';
    return isNew && model.decisions !== old?.decisions;
  });
}

function save(client: Client, { source }: JobState, { path, decisions }: PickedModel): void {
  if (source === null || decisions === null) return;
  // What cannot be kept still holds for this job; the history page shows why nothing is kept.
  client.binding.save({ source, modelPath: path, binding: decisions }).catch(() => undefined);
}
