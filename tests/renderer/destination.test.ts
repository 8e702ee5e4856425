/** The output's name follows the source's, and its ending the format. */
import { describe, expect, it } from 'vitest';
import { formatOf, suggestDestination, withFormat } from '../../renderer/features/score/destination.ts';
import { outputOf } from '../../renderer/features/score/draft.ts';
import { fileName, folderOf, isInside, joinPath } from '../../renderer/features/sources/paths.ts';

describe('the suggested destination', () => {
  it.each([
    ['/data/flights.csv', '/data/flights-scored.parquet'],
    ['/data/flights.csv.gz', '/data/flights-scored.parquet'],
    ['/data/Flights.CSV.zst', '/data/Flights-scored.parquet'],
    ['/data/2026-*.parquet', '/data/2026-scored.parquet'],
    ['/data/*.csv', '/data/table-scored.parquet'],
    ['/data/year=*/part-*.parquet', '/data/part-scored.parquet'],
    ['C:\\data\\flights.v2.csv', 'C:\\data\\flights.v2-scored.parquet'],
    ['flights.dat', 'flights-scored.parquet'],
  ])('of %s is %s', (source, expected) => {
    expect(suggestDestination({ paths: [source] }, 'parquet')).toBe(expected);
  });

  it('lies in another folder where the source’s own is not to be written to', () => {
    expect(suggestDestination({ paths: ['/app/flights.csv'] }, 'csv.gz', '/home/ann')).toBe(
      '/home/ann/flights-scored.csv.gz',
    );
  });
});

describe('name and format', () => {
  it('go together', () => {
    expect(formatOf('/a/b.jsonl.gz')).toBe('ndjson.gz');
    expect(formatOf('/a/b')).toBeNull();
    expect(formatOf('/a.csv/b')).toBeNull();
    expect(withFormat('/a/b.csv.gz', 'parquet')).toBe('/a/b.parquet');
    expect(withFormat('/a/b.pq', 'parquet')).toBe('/a/b.pq');
    expect(withFormat('/a/b', 'arrow')).toBe('/a/b.arrow');
  });

  it('decide the output together', () => {
    const source = { paths: ['/data/t.csv'] };
    expect(outputOf({ source, destination: null, format: null }, 'parquet')).toEqual({
      path: '/data/t-scored.parquet',
      format: 'parquet',
    });
    expect(outputOf({ source, destination: '/out/x.ndjson', format: null }, 'parquet')).toEqual({
      path: '/out/x.ndjson',
      format: 'ndjson',
    });
    expect(outputOf({ source, destination: '/out/x', format: 'csv' }, 'parquet')).toEqual({
      path: '/out/x.csv',
      format: 'csv',
    });
    expect(outputOf({ source: null, destination: null, format: null }, 'csv')).toBeNull();
  });
});

describe('paths of either kind', () => {
  it('come apart and together', () => {
    expect(fileName('C:\\a\\b.csv')).toBe('b.csv');
    expect(folderOf('/a')).toBe('/');
    expect(folderOf('a')).toBe('');
    expect(joinPath('/', 'a')).toBe('/a');
    expect(joinPath('C:\\a', 'b')).toBe('C:\\a\\b');
    expect(isInside('/a/b/c', '/a/b')).toBe(true);
    expect(isInside('/a/bc', '/a/b')).toBe(false);
  });
});
