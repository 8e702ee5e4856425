/** Which software made a result. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../duckdb/database.ts';

export async function versionsOf(database: Database): Promise<Record<string, string>> {
  // Without ONNX Runtime nothing is scored, but tables can still be looked at.
  const runtime = await database.runtime().catch(() => undefined);
  const row = await database.row('SELECT version() AS version');
  return {
    rowcast: packageVersion(),
    duckdb: String(row['version']),
    ...(runtime === undefined ? {} : { onnxruntime: runtime.onnxruntime, extension: runtime.extension }),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  };
}

/** The version in the package.json nearest above this file. */
export function packageVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
        string,
        string
      >;
      if (name === 'rowcast' && version !== undefined) return version;
    } catch {
      // No package.json here; the next folder up may have it.
    }
    const parent = dirname(folder);
    if (parent === folder) return 'unknown';
    folder = parent;
  }
}
