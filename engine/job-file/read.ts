/** Reads a job file: the job of the contract in YAML, with its paths counted from the file's folder. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { CompareJob, Job, type AnyJob } from '../../contract/index.ts';
import { statsOf, whereToLook } from '../source/files.ts';
import { comparisonFromFolder, fromFolder } from './paths.ts';
import { invalid, problemIn, type JobText } from './problem.ts';

/** Far more than a job needs; whoever names a table instead of a job file should hear so at once. */
const largestBytes = 4 * 1024 * 1024;

/** Fails with JOB_FILE_INVALID, which names file, line and key. */
export function readJobFile(path: string): Job {
  const found = readAnyJobFile(path);
  if (found.kind === 'scoring') return found.job;
  throw invalid(
    `Job file "${path}" is a comparison, as its key "folder" says: expected a job that scores a table.`,
    'Carry it out with `rowcast run`.',
  );
}

/** A file with the key `folder`, where the report goes, is a comparison. */
export function readAnyJobFile(path: string): AnyJob {
  const parsed = parsedYaml(textOf(path), path);
  const folder = dirname(resolve(path));
  const { said } = parsed;
  const isComparison = typeof said === 'object' && said !== null && 'folder' in said && !('destination' in said);
  return isComparison
    ? { kind: 'comparison', job: comparisonFromFolder(checkedBy(CompareJob, parsed), folder) }
    : { kind: 'scoring', job: fromFolder(checkedBy(Job, parsed), folder) };
}

/** The job in `text` with its paths as they stand there; `file` is named in faults. */
export function parseJobFile(text: string, file: string): Job {
  return checkedBy(Job, parsedYaml(text, file));
}

interface Parsed {
  file: string;
  document: Document;
  lines: LineCounter;
  said: unknown;
}

function parsedYaml(text: string, file: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false });
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    if (error.code === 'MULTIPLE_DOCS') {
      throw invalid(
        `Job file "${file}", line ${line}: a second YAML document begins: expected one document.`,
        'Write a file for each job.',
        error,
      );
    }
    throw invalid(
      `Job file "${file}", line ${line}: it is not YAML: ${error.message.replace(/\.$/, '')}.`,
      'Correct it, then run it again; text with : # or quotes in it goes in double quotes.',
      error,
    );
  }
  return { file, document, lines, said: valueOf(document, file) };
}

function checkedBy<T>(schema: z.ZodType<T>, parsed: Parsed): T {
  const result = schema.safeParse(parsed.said);
  if (result.success) return result.data;
  throw problemIn(jobText(schema, parsed), result.error.issues);
}

function textOf(path: string): string {
  const stats = statsOf(path);
  if (stats?.isFile() !== true) {
    throw invalid(
      stats === undefined ? `No job file is at "${path}".` : `"${path}" is no file: expected a job file.`,
      stats === undefined ? whereToLook(path) : 'Name the file itself.',
    );
  }
  if (stats.size > largestBytes) {
    throw invalid(
      `"${path}" has ${stats.size.toLocaleString('en-US')} bytes: expected a job file, of at most ${largestBytes.toLocaleString('en-US')}.`,
      'A job file is the YAML that `rowcast score … --save-job FILE` writes.',
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const why = cause instanceof TypeError ? 'it is not UTF-8 text' : (cause as NodeJS.ErrnoException).code;
    throw invalid(`Job file "${path}" could not be read: ${why}.`, 'Name a job file, which is YAML.', cause);
  }
}

function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS() ?? undefined;
  } catch (cause) {
    // Anchors that multiply themselves.
    throw invalid(`Job file "${file}": ${(cause as Error).message}.`, 'Write it without anchors.', cause);
  }
}

function jobText(schema: z.ZodType, { file, document, lines, said }: Parsed): JobText {
  return {
    file,
    schema,
    valueAt: (path) =>
      path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], said),
    lineAt: (path) => lines.linePos(startOf(document, path)).line,
  };
}

/** Where the key at `path` begins, or the entry of a list; the nearest thing around it where it is not there. */
function startOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let start = firstOf(node) ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && keyOf(item.key) === String(key));
      if (pair === undefined) return start;
      start = firstOf(pair.key) ?? start;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      start = firstOf(node) ?? start;
    } else return start;
  }
  return start;
}

function firstOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}

function keyOf(key: unknown): string {
  return isNode(key) ? String((key as { value?: unknown }).value) : String(key);
}
