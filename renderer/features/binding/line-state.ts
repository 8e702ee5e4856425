/** What a line of the binding table asks of the user, and in which order lines stand. */
import type { BindingLine } from '../../../contract/index.ts';
import { placeOf } from './slots.ts';

/** `unbound`: nothing feeds it. `faulty`: what feeds it does not fit. `unsure`: a person should look. `ready`: nothing to do. */
export type LineState = 'unbound' | 'faulty' | 'unsure' | 'ready';

type Bound = Pick<BindingLine, 'input' | 'index' | 'column' | 'sql' | 'sure' | 'fault'>;

export function stateOf(line: Bound, confirmed: readonly string[]): LineState {
  if (line.column === null && line.sql === null) return 'unbound';
  if (line.fault !== null) return 'faulty';
  return line.sure || confirmed.includes(placeOf(line)) ? 'ready' : 'unsure';
}

/** Whether something feeds it that can be counted. */
export function isFed({ state }: { state: LineState }): boolean {
  return state === 'ready' || state === 'unsure';
}

const order: readonly LineState[] = ['unbound', 'faulty', 'unsure', 'ready'];

/** Lines that need something first, otherwise as the model has them. */
export function inOrder<L extends { state: LineState }>(lines: readonly L[]): L[] {
  return lines.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

export function countStates(lines: readonly { state: LineState }[]): Record<LineState, number> {
  const counts = { unbound: 0, faulty: 0, unsure: 0, ready: 0 };
  for (const { state } of lines) counts[state] += 1;
  return counts;
}
