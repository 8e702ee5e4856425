/** The files of the window as answers to requests: which file a URL means, and the headers that bind the page. */
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { contentTypes, pageHeaders } from '../../contract/index.ts';
import { appHost, appScheme } from './app-url.ts';

const headers = pageHeaders();

/** Path of the file that a URL of the app means, or null for whatever is not in `folder`. */
export function fileOf(url: string, folder: string): string | null {
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== `${appScheme}:` || host !== appHost) return null;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  // Backslashes and colons lead elsewhere on Windows, and a NUL byte ends a name early.
  if (/[\\:\0]/.test(path)) return null;
  const file = join(folder, path === '/' ? 'index.html' : path);
  const within = relative(folder, file);
  return within === '' || within.startsWith('..') || isAbsolute(within) ? null : file;
}

/** Answers one request with a file of `folder`; 404 for anything else. */
export async function serveFile(method: string, url: string, folder: string): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers });
  const file = fileOf(url, folder);
  const type = file === null ? undefined : contentTypes[extname(file)];
  if (file === null || type === undefined) return new Response(null, { status: 404, headers });
  const content = await readFile(file).catch(() => null);
  if (content === null) return new Response(null, { status: 404, headers });
  return new Response(method === 'HEAD' ? null : new Uint8Array(content), {
    headers: { ...headers, 'Content-Type': type },
  });
}
