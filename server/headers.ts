/** Headers of every answer: nothing from elsewhere is loaded, nobody else may frame, open or read it. */
import type { OutgoingHttpHeaders } from 'node:http';

/** `host` as in `127.0.0.1:43121`. */
export function securityHeaders(host: string): OutgoingHttpHeaders {
  return {
    'Content-Security-Policy': policy(host),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}

function policy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    // Mantine and CodeMirror write their rules into <style> elements and style attributes; scripts stay locked out.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // Safari before 15.4 does not take 'self' for ws:.
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** For what may differ the next time it is asked for. */
export const neverStored = { 'Cache-Control': 'no-store' } as const;

/** For files whose name holds a hash of their content. */
export const storedForever = { 'Cache-Control': 'public, max-age=31536000, immutable' } as const;
