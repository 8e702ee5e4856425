/** Finds every path in a request, guided by its schema: a column that happens to be called `path` is none. */
import { z } from 'zod';
import { FilePath } from '../../contract/index.ts';

type Fields = Readonly<Record<string, unknown>>;

const leaves = [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral, z.ZodVoid];

/** What `value`, which `schema` has accepted, names on the disk. Throws where a schema is of a kind that is not known here. */
export function pathsIn(schema: unknown, value: unknown): string[] {
  if (schema === FilePath) return typeof value === 'string' ? [value] : [];
  if (value === undefined || value === null) return [];
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, field]) => pathsIn(field, (value as Fields)[key]));
  }
  if (schema instanceof z.ZodArray) return (value as unknown[]).flatMap((element) => pathsIn(schema.element, element));
  if (schema instanceof z.ZodRecord) {
    return Object.values(value as Fields).flatMap((element) => pathsIn(schema.valueType, element));
  }
  if (schema instanceof z.ZodUnion) {
    const fitting = schema.options.filter((option) => z.safeParse(option, value).success);
    return fitting.flatMap((option) => pathsIn(option, value));
  }
  const isWrapper = [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodPrefault].find((kind) => schema instanceof kind);
  if (isWrapper !== undefined) return pathsIn((schema as z.ZodOptional).unwrap(), value);
  if (leaves.some((kind) => schema instanceof kind)) return [];
  throw new TypeError('a request holds a schema in which no paths are looked for');
}
