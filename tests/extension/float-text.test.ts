/** Scores are written into CSV files as texts that are read back as the same floats. */
import { expect, it } from 'vitest';
import { useExtension } from './database.ts';

const database = useExtension();

const floats = `(SELECT CAST(d AS FLOAT) AS f FROM (
    SELECT ((hash(i) % 2000003) / 1000001.5 - 1) * pow(10, CAST(hash(i + 7) % 84 AS INTEGER) - 46) AS d FROM range(300000) t(i)
    UNION ALL SELECT i / 1000 FROM range(-3000, 3000) t(i)
    UNION ALL SELECT pow(10, i) FROM range(-45, 39) t(i)
    UNION ALL SELECT pow(2, i) FROM range(-149, 128) t(i)
    UNION ALL SELECT unnest(['nan'::DOUBLE, 'inf'::DOUBLE, '-inf'::DOUBLE, -0.0, 0.0, NULL])))`;

it('reads every text back as the float it was', async () => {
  const changed = await database.rows(
    `SELECT f, rowcast_float_text(f) AS text FROM ${floats} WHERE CAST(text AS FLOAT) IS DISTINCT FROM f LIMIT 5`,
  );
  expect(changed).toEqual([]);
});
