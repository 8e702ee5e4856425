/** The files of the window, as the build left them: what is not among them when the page is opened is not there. */
import { createReadStream, readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentTypes } from '../contract/index.ts';
import { neverStored, storedForever } from './headers.ts';

/** Vite puts what it names by its content into this folder. */
const hashedFolder = '/assets/';

export class WindowFiles {
  /** Address → file. A path of a request is only ever looked up here, so none leads out of the folder. */
  #files: ReadonlyMap<string, string>;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#files = filesIn(folder);
  }

  has(address: string): boolean {
    return this.#files.has(address);
  }

  /** Sends the file at an address that it has. */
  async send(address: string, response: ServerResponse): Promise<void> {
    // The page may have been built anew, with other files beside it.
    if (address === '/') this.#files = filesIn(this.#folder);
    const path = this.#files.get(address) ?? '';
    response.setHeader('Content-Type', contentTypes[extname(path)] ?? 'application/octet-stream');
    response.writeHead(200, address.startsWith(hashedFolder) ? storedForever : neverStored);
    await pipeline(createReadStream(path), response);
  }
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = found.map((file) => join(file.parentPath, file.name));
  const files = new Map(paths.map((path) => [`/${relative(folder, path).split(sep).join('/')}`, path]));
  const page = files.get('/index.html');
  return page === undefined ? files : files.set('/', page);
}
