/** Lets a run go on only with the models that the user looked at. */
import { filesVersion, RowcastError, type Job, type Plan, type RunEvent } from '../../contract/index.ts';

/** `seen` has what `filesVersion` said by the path of a model; of others, any file will do. Throws MODEL_CHANGED before anything is scored. */
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

function check(model: Plan['models'][number], expected: string | undefined) {
  if (expected === undefined || expected === filesVersion(model)) return;
  const { name, path, sha256 } = model;
  const [expectedHash = ''] = expected.split('\n');
  throw new RowcastError(
    'MODEL_CHANGED',
    expectedHash === sha256
      ? `The weights beside model "${name}" were written again since it was looked at, at "${path}".`
      : `Model "${name}" was written again since it was looked at: expected sha256 ${expectedHash}, found ${sha256} at "${path}".`,
    'Look at what feeds it now, then score again.',
  );
}
