/** Laws of expressions: any text is refused or means what DuckDB takes it for, and reads and writes no file. */
import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modes, useExpressionTable } from './expression-table.ts';
import { freshFolder } from './fresh-folder.ts';
import { useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();
const { folder, canary, job, meaning } = useExpressionTable(tables);

/** Pieces of SQL that a text is put together from. */
const pieces = [
  ['a', 'b', 'c', 'flag', 'word', 'day', '"group"', 'x', 't.a', '*', '?', '$1', '1', '2.5', "'word 1'", 'NULL', 'true'],
  ['=', '<>', '<', '>=', '+', '-', '*', '/', '%', '||', 'AND', 'OR', 'NOT', 'IS NULL', 'IN', 'LIKE', 'BETWEEN'],
  ['(', ')', '(', ')', '[', ']', '{', '}', ',', ';', '--', '/*', '*/', "'", '"', '\n', '.', ':', '->', 'x -> x', '1e1'],
  ['SELECT', 'FROM', 'WHERE', 'LIMIT 1', 'UNION', 'OVER ()', 'CASE WHEN', 'THEN', 'ELSE', 'END', 'AS', 'COLLATE'],
  ['abs(', 'sum(', 'random()', 'coalesce(', "getenv('HOME')", 'read_text(', 'glob(', 'unnest(', 'query(', '::INTEGER'],
  [`'${canary}'`, `read_text('${canary}')`, `COPY t TO '${folder}/written'`, 'current_date', 'current_user', 'FILTER'],
].flat();
const piece = fc.constantFrom(...pieces);
const anyText = fc.oneof(
  { weight: 2, arbitrary: fc.array(piece, { minLength: 1, maxLength: 8 }).map((chosen) => chosen.join(' ')) },
  {
    weight: 4,
    arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((chosen) => `(${chosen.join(' ')}) IS NOT NULL`),
  },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
);

describe('any text at all', () => {
  it.each(modes)('is refused, or filters a %s table as it says', async (mode) => {
    const output = freshFolder();
    const before = readdirSync(folder);
    const refusals = ['INVALID_EXPRESSION', 'COLUMN_NOT_FOUND', 'VALUE_DOES_NOT_CONVERT'];
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(anyText, async (where) => {
        const found = await engine.plan(job(mode, { where }, output)).catch((error: unknown) => error);
        if (found instanceof Error) {
          expect(refusals).toContain((found as { code?: string }).code);
          return;
        }
        const rows = await engine.score(job(mode, { where }, output)).then(
          (receipt) => receipt.rows.written,
          (error: unknown) => (error as { code?: string }).code,
        );
        accepted += 1;
        if (typeof rows === 'number') expect(rows).toBe(await meaning(where));
        else expect(refusals).toContain(rows);
      }),
      { numRuns: 400, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(5);
    expect(readdirSync(folder)).toEqual(before);
  });

  const operand = fc.constantFrom('a', 'b', 'c', '"group"', '3', '1.5', 'NULL', '-a', 'abs(a - 50)', 'coalesce(c, b)');
  const comparison = fc
    .tuple(operand, fc.constantFrom('=', '<>', '<', '>=', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM'), operand)
    .map(([left, sign, right]) => `${left} ${sign} ${right}`);
  const simple = fc.oneof(
    comparison,
    operand.map((text) => `${text} IS NULL`),
    fc.constantFrom('flag', "word = 'word 2'"),
  );
  const condition = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      simple,
      fc.tuple(tie('any'), fc.constantFrom('AND', 'OR'), tie('any')).map((parts) => parts.join(' ')),
      tie('any').map((inner) => `NOT (${inner})`),
      tie('any').map((inner) => `(${inner})`),
    ),
  })).any;

  it.each(modes)('that is a condition filters a %s table as DuckDB does', async (mode) => {
    const output = freshFolder();
    await fc.assert(
      fc.asyncProperty(condition, async (where) => {
        const receipt = await engine.score(job(mode, { where }, output));
        expect(receipt.rows.written).toBe(await meaning(where));
      }),
      { numRuns: 60, seed: 8 },
    );
  });
});
