/** Writes names and values into SQL text; nothing else in the engine quotes by hand. */

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A DOUBLE of exactly this value. Without its exponent it would be a DECIMAL, which DuckDB converts a last bit off for one in ten. */
export function doubleLiteral(value: number): string {
  return value.toExponential();
}

export function literalList(values: readonly string[]): string {
  return `[${values.map(literal).join(', ')}]`;
}

/** A path for one of DuckDB's readers, which take `[1]` and `*` for a pattern and `~` for the home folder. */
export function pathLiteral(path: string): string {
  const plain = path.replaceAll(/[*?[]/g, '[$&]');
  return literal(/^~|^[a-z]{2,}[a-z0-9+]*:/i.test(plain) ? `./${plain}` : plain);
}

export function pathList(paths: readonly string[]): string {
  return `[${paths.map(pathLiteral).join(', ')}]`;
}

/** A condition in parentheses, of which it needs none where one pair holds all of it. */
export function enclosed(sql: string): string {
  return isEnclosed(sql) ? sql : `(${sql})`;
}

function isEnclosed(sql: string): boolean {
  if (!sql.startsWith('(') || !sql.endsWith(')')) return false;
  // What stands in quotes opens and closes nothing.
  const plain = sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (quoted) => '_'.repeat(quoted.length));
  let depth = 0;
  for (let at = 0; at < plain.length - 1; at += 1) {
    if (plain[at] === '(') depth += 1;
    if (plain[at] === ')') depth -= 1;
    if (depth === 0) return false;
  }
  return true;
}
