/** A page that leads to another address, and the file with which the browser is started. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `address` holds nothing that HTML would take for its own. */
export function pageThatLeadsTo(address: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${address}"><title>Rowcast</title>\n`;
}

const fileName = 'open.html';

/** Writes such a page into a private folder, for this user alone. Returns the file's URL. */
export function writeLeadingPage(folder: string, address: string): string {
  const path = join(folder, fileName);
  rmSync(path, { force: true });
  writeFileSync(path, pageThatLeadsTo(address), { mode: 0o600, flag: 'wx' });
  return pathToFileURL(path).href;
}

export function removeLeadingPage(folder: string): void {
  rmSync(join(folder, fileName), { force: true });
}
