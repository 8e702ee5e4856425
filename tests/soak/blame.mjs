/** Finds out whether a native crash belongs to ONNX Runtime: does it die of the same models without Rowcast? */
import { fileURLToPath } from 'node:url';
import { endLimited, nextMessage, startLimited } from './limited-process.mjs';

const script = fileURLToPath(new URL('runtime-alone.mjs', import.meta.url));
const startSeconds = 60;
const limitSeconds = 20;

/** How ONNX Runtime ended alone on the last of `models`, or on all of them in turn; undefined where it lived. */
export async function runtimeDiesOf(models) {
  return (await alone(models.slice(-1))) ?? (models.length > 1 ? alone(models) : undefined);
}

async function alone(models) {
  const child = startLimited(script);
  const ready = await nextMessage(child, startSeconds);
  if (ready.ended !== undefined) throw new Error(`ONNX Runtime did not start: ${ready.ended}\n${ready.printed}`);
  child.send(models);
  const answer = await nextMessage(child, limitSeconds + models.length / 10);
  if (answer.ended !== undefined) return answer.ended;
  return endLimited(child, limitSeconds);
}
