/** Lets a run go on only with the models that the user looked at. */
import { RowcastError, type Job, type RunEvent } from '../../contract/index.ts';

/** `seen` has a sha256 by the path of a model; of others, any file will do. Throws MODEL_CHANGED before anything is scored. */
export async function* onlyWithSeen(
  { models }: Pick<Job, 'models'>,
  seen: Readonly<Record<string, string>>,
  run: AsyncGenerator<RunEvent>,
): AsyncGenerator<RunEvent> {
  for await (const event of run) {
    if (event.event === 'planned') {
      event.plan.models.forEach((model, index) => check(model, seen[models[index]?.path ?? '']));
    }
    yield event;
  }
}

function check({ name, path, sha256 }: { name: string; path: string; sha256: string }, expected: string | undefined) {
  if (expected === undefined || expected === sha256) return;
  throw new RowcastError(
    'MODEL_CHANGED',
    `Model "${name}" was written again since it was looked at: expected sha256 ${expected}, found ${sha256} at "${path}".`,
    'Look at what feeds it now, then score again.',
  );
}
