/**
 * How the engine is served over any wire: what goes wrong in a call or in its stream of events arrives as an `ORPCError` with the
 * code `wireCode` and a `Fault` as data.
 */
import { ORPCError } from '@orpc/server';
import type { StandardRPCHandlerOptions } from '@orpc/server/standard';
import { RowcastError, wireCode, type Fault } from '../../contract/index.ts';
import type { EngineContext } from '../methods/context.ts';
import { faultOf } from './fault-of.ts';

/** For the `RPCHandler` of every transport. */
export const serveOptions: StandardRPCHandlerOptions<EngineContext> = {
  interceptors: [
    async (options) => {
      const method = options.request.url.pathname.slice(1).replaceAll('/', '.');
      const { matched, response } = await options.next().catch((error: unknown) => {
        throw isOnWire(error) ? error : onWire(unreadable(error, method));
      });
      if (!matched) throw onWire(unknownMethod(method));
      return { matched, response };
    },
  ],
  clientInterceptors: [
    async (options) => {
      const method = options.path.join('.');
      try {
        const output = await options.next();
        return isStream(output) ? withFaults(output, method) : output;
      } catch (error) {
        throw onWire(faultOf(error, method));
      }
    },
  ],
};

async function* withFaults(events: AsyncIterable<unknown>, method: string): AsyncGenerator {
  try {
    yield* events;
  } catch (error) {
    throw onWire(faultOf(error, method));
  }
}

function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

function onWire(fault: Fault): ORPCError<typeof wireCode, Fault> {
  return new ORPCError(wireCode, { status: statusOf(fault), message: fault.message, data: fault });
}

function isOnWire(error: unknown): boolean {
  return error instanceof ORPCError && error.code === wireCode;
}

/** As HTTP would say it; the wire needs some status that is not success. */
function statusOf({ code }: Fault): number {
  if (code === 'INTERNAL') return 500;
  return code === 'PATH_NOT_ALLOWED' ? 403 : 422;
}

function unknownMethod(method: string): Fault {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `Rowcast has no method "${method}".`,
    'contract/methods.ts lists the methods.',
  ).toFault();
}

function unreadable(error: unknown, method: string): Fault {
  const text = error instanceof Error ? error.message : String(error);
  return new RowcastError(
    'INVALID_ARGUMENT',
    `The request to ${method} could not be read: ${text}`,
    'Send it with the client of @orpc/client.',
  ).toFault();
}
