/** Headers of the server's answers. */
import { pageHeaders } from '../contract/index.ts';

/** `host` as in `127.0.0.1:43121`. */
export function securityHeaders(host: string): Record<string, string> {
  return {
    // Safari before 15.4 does not take 'self' for ws:.
    ...pageHeaders([`ws://${host}`]),
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'X-Frame-Options': 'DENY',
  };
}

/** For what may differ the next time it is asked for. */
export const neverStored = { 'Cache-Control': 'no-store' } as const;

/** For files whose name holds a hash of their content. */
export const storedForever = { 'Cache-Control': 'public, max-age=31536000, immutable' } as const;
