/** A comparison as the command that does the same. */
import type { BindingRule, ComparisonInput, MissingRule } from '../../../contract/index.ts';

/** For a POSIX shell; `folder` is where it writes. */
export function comparisonCommand(job: ComparisonInput, folder: string): string {
  const { models = [], championColumn, challengerColumns = [] } = job;
  const [first, ...rest] = models.map(({ name, path }) => (name === undefined ? path : `${name}=${path}`));
  const champion = championColumn === undefined ? ['--champion', first] : ['--champion-column', championColumn];
  const challengers = championColumn === undefined ? rest : [first, ...rest];
  const words = [
    'rowcast',
    'compare',
    ...job.source.paths,
    ...champion,
    ...challengers.flatMap((model) => ['--challenger', model]),
    ...challengerColumns.flatMap((column) => ['--challenger-column', column]),
    ...said('--label', job.label),
    ...said('--positive', job.positive),
    ...said('--threshold', job.threshold),
    ...said('--top', job.top),
    ...said('--weight', job.weight),
    ...said('--value', job.value),
    ...(job.segments ?? []).flatMap((column) => ['--segment', column]),
    ...said('--where', job.where),
    ...(job.bind ?? []).flatMap((rule) => ['--bind', bindText(rule)]),
    ...(job.missing ?? []).flatMap((rule) => ['--missing', missingText(rule)]),
    '--output',
    folder,
  ];
  return words
    .filter((word) => word !== undefined)
    .map(quoted)
    .join(' ');
}

function said(option: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [option, String(value)];
}

function bindText(rule: BindingRule): string {
  return 'sql' in rule ? `${rule.input}:=${rule.sql}` : `${rule.input}=${rule.columns.join(',')}`;
}

function missingText({ input, missing }: MissingRule): string {
  const what = missing.policy === 'value' ? missing.value : missing.policy;
  return input === undefined ? what : `${input}=${what}`;
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
