/** The engine as the window sees it: typed methods over whatever wire there is. */
import { createContext, useContext } from 'react';
import { createORPCClient, type ClientContext as CallContext, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { RowcastError, type methods } from '../../contract/index.ts';
import { faultFrom } from './fault-from.ts';
import { mayCall } from './first-rows-first.ts';

export type Client = ContractRouterClient<typeof methods>;
type Link = ClientLink<CallContext>;

const notRunning = () =>
  new RowcastError('ENGINE_STOPPED', 'The engine is not running.', 'Wait a moment; it is started again by itself.');

/** A link whose wire can be replaced, so that one client outlives the engines it speaks to. */
export class ReplaceableLink implements Link {
  /** Calls made before the first engine answers wait for it; undefined while an engine is gone. */
  #link: Promise<Link> | undefined;
  #found: (link: Link) => void = () => undefined;
  #lost = new AbortController();

  constructor() {
    this.#link = new Promise((resolve) => (this.#found = resolve));
  }

  use(link: Link): void {
    this.#found(link);
    this.#link = Promise.resolve(link);
    this.#lost = new AbortController();
  }

  /** Ends every call that waits for an answer. */
  lose(): void {
    this.#link = undefined;
    this.#lost.abort(notRunning());
  }

  async call(...[path, input, options]: Parameters<Link['call']>): Promise<unknown> {
    await mayCall(path);
    const link = await this.#link;
    if (link === undefined) throw notRunning();
    const lost = this.#lost.signal;
    try {
      const answer = await unlessLost(link.call(path, input, options), lost);
      return isStream(answer) ? withFaults(answer, lost) : answer;
    } catch (error) {
      throw faultFrom(lost.aborted ? lost.reason : error);
    }
  }
}

async function* withFaults(events: AsyncIterable<unknown>, lost: AbortSignal): AsyncGenerator {
  const iterator = events[Symbol.asyncIterator]();
  let isDone = false;
  try {
    for (;;) {
      const next = await unlessLost(iterator.next(), lost);
      isDone = next.done === true;
      if (isDone) break;
      yield next.value;
    }
  } catch (error) {
    isDone = true;
    throw faultFrom(lost.aborted ? lost.reason : error);
  } finally {
    if (!isDone && !lost.aborted) await iterator.return?.();
  }
  if (lost.aborted) throw faultFrom(lost.reason);
}

/** Ends with the wire. It is not the call that is aborted then, since that would be said over the wire that is gone. */
function unlessLost<T>(work: Promise<T>, lost: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(lost.reason as Error);
    if (lost.aborted) end();
    lost.addEventListener('abort', end);
    work.then(resolve, reject).finally(() => lost.removeEventListener('abort', end));
  });
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

export function clientOver(link: Link): Client {
  return createORPCClient(link);
}

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('The window is drawn without a client.');
  return client;
}
