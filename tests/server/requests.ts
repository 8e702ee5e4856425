/** Makes a request that fits a schema, with a path of the test's choice wherever the schema has one. */
import { z } from 'zod';
import { FilePath } from '../../contract/index.ts';

interface PathField {
  /** `models[].path` */
  at: string;
  schema: unknown;
}

const looksLikePath = /(?:path|paths|folder|file)$/i;

/** Fields that are paths by their schema, or that are called as if they were. */
export function pathsOf(schema: unknown, at = ''): PathField[] {
  const inner = unwrapped(schema);
  if (inner === FilePath) return [{ at, schema: inner }];
  if (inner instanceof z.ZodString) return looksLikePath.test(at.replace('[]', '')) ? [{ at, schema: inner }] : [];
  if (inner instanceof z.ZodArray) return pathsOf(inner.element, `${at}[]`);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => pathsOf(option, at));
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([key, field]) => pathsOf(field, at === '' ? key : `${at}.${key}`));
}

function unwrapped(schema: unknown): unknown {
  const isWrapper = [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodPrefault].some((kind) => schema instanceof kind);
  return isWrapper ? unwrapped((schema as z.ZodOptional).unwrap()) : schema;
}

export function requestOf(schema: unknown, pathAt: (at: string) => string, at = ''): unknown {
  const inner = unwrapped(schema);
  if (inner === FilePath) return pathAt(at);
  if (inner instanceof z.ZodObject) {
    const fields = Object.entries(inner.shape).filter(([key, field]) =>
      isNeeded(field, at === '' ? key : `${at}.${key}`),
    );
    return Object.fromEntries(
      fields.map(([key, field]) => [key, requestOf(field, pathAt, at === '' ? key : `${at}.${key}`)]),
    );
  }
  if (inner instanceof z.ZodArray) return [requestOf(inner.element, pathAt, `${at}[]`)];
  if (inner instanceof z.ZodUnion) return requestOf(inner.options[0], pathAt, at);
  if (inner instanceof z.ZodLiteral) return inner.value;
  if (inner instanceof z.ZodEnum) return inner.options[0];
  if (inner instanceof z.ZodNumber) return 2;
  if (inner instanceof z.ZodBoolean) return false;
  return 'x';
}

/** Optional fields are left out, but for those with paths in them. */
function isNeeded(field: unknown, at: string): boolean {
  const isOptional = [z.ZodOptional, z.ZodDefault, z.ZodPrefault].some((kind) => field instanceof kind);
  return !isOptional || pathsOf(field, at).length > 0;
}
