/** A comparison as the command that does the same. */
import type { BindingRule, ComparisonInput, CsvOptions, MissingRule } from '../../../contract/index.ts';

type Costs = NonNullable<ComparisonInput['costs']>;

/** For a POSIX shell; `folder` is where it writes. Null where challengers run in different ways, which only a job file can say. */
export function comparisonCommand(job: ComparisonInput, folder: string): string | null {
  const ways = waysToRun(job);
  if (ways === null) return null;
  const words = [
    'rowcast',
    'compare',
    ...job.source.paths,
    ...each('--with', job.with?.paths, String),
    ...each('--key', job.with?.key, String),
    ...sourceWords(job),
    ...modelWords(job),
    ...Object.entries(job.scores ?? {}).flatMap(([model, column]) => ['--score', `${model}=${column}`]),
    ...said('--label', job.label),
    ...said('--positive', job.positive),
    ...said('--threshold', job.threshold),
    ...said('--top', job.top),
    ...said('--weight', job.weight),
    ...said('--value', job.value),
    ...each('--segment', job.segments, String),
    ...(job.findSegments === true ? ['--find-segments'] : []),
    ...each('--fairness', job.fairness, String),
    ...(job.costs === undefined ? [] : ['--cost', costText(job.costs)]),
    ...each('--limit', job.limits, String),
    ...(job.seed === undefined || job.seed === 1 ? [] : ['--seed', String(job.seed)]),
    ...said('--where', job.where),
    ...each('--bind', job.bind, bindText),
    ...each('--missing', job.missing, missingText),
    ...said('--prefix', job.prefix),
    ...said('--provider', ways.champion.provider),
    ...said('--trees', ways.champion.trees),
    ...said('--challenger-provider', ways.challengers.provider),
    ...said('--challenger-trees', ways.challengers.trees),
    ...each('--extensions', job.extensions, String),
    ...said('--golden', job.golden),
    ...said('--threads', job.resources?.threads),
    ...said('--memory-limit', job.resources?.memoryLimit),
    '--output',
    folder,
  ];
  return words.map(quoted).join(' ');
}

function modelWords({ models = [], championColumn, challengerColumns = [] }: ComparisonInput): string[] {
  const named = models.map(({ name, path }) => (name === undefined ? path : `${name}=${path}`));
  const first = championColumn === undefined ? named.splice(0, 1).flatMap((model) => ['--champion', model]) : [];
  return [
    ...first,
    ...said('--champion-column', championColumn),
    ...each('--challenger', named, String),
    ...each('--challenger-column', challengerColumns, String),
  ];
}

/** What runs the champion's model, and the challengers' where that is not the same; null where no two options tell it. */
function waysToRun({ models = [], championColumn, provider, trees }: ComparisonInput) {
  const ways = models.map((model) => ({ provider: model.provider ?? provider, trees: model.trees ?? trees }));
  const champion = (championColumn === undefined ? ways.shift() : undefined) ?? { provider, trees };
  const [first = champion, ...others] = ways;
  if (others.some((way) => way.provider !== first.provider || way.trees !== first.trees)) return null;
  // What is left out is as for the champion, so that a challenger's usual has to be said.
  const unlike = <T>(own: T | undefined, champions: T | undefined, usual: T) =>
    own === champions ? undefined : (own ?? usual);
  return {
    champion,
    challengers: {
      provider: unlike(first.provider, champion.provider, 'auto'),
      trees: unlike(first.trees, champion.trees, 'auto'),
    },
  };
}

function sourceWords({ source: { format, csv = {}, types = {} } }: ComparisonInput): string[] {
  return [
    ...said('--input-format', format),
    ...(Object.keys(csvOptions) as (keyof CsvOptions)[]).flatMap((key) => csvWords(key, csv)),
    ...Object.entries(types).flatMap(([column, type]) => ['--type', `${nameText(column)}=${type}`]),
  ];
}

const csvOptions: Readonly<Record<keyof CsvOptions, string>> = {
  delimiter: '--delimiter',
  quote: '--quote',
  escape: '--escape',
  header: '--no-header',
  skipLines: '--skip-lines',
  nullTexts: '--null',
  decimalSeparator: '--decimal',
  thousandsSeparator: '--thousands',
  dateFormat: '--date-format',
  timestampFormat: '--timestamp-format',
  encoding: '--encoding',
};

function csvWords(key: keyof CsvOptions, csv: CsvOptions): string[] {
  const value = csv[key];
  if (value === undefined) return [];
  if (typeof value === 'boolean') return value ? [] : [csvOptions[key]];
  return Array.isArray(value) ? each(csvOptions[key], value, String) : said(csvOptions[key], value);
}

function said(option: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [option, String(value)];
}

function each<T>(option: string, values: readonly T[] | undefined, write: (value: T) => string): string[] {
  return (values ?? []).flatMap((value) => [option, write(value)]);
}

function bindText(rule: BindingRule): string {
  const input = nameText(rule.input);
  return 'sql' in rule ? `${input}:=${rule.sql}` : `${input}=${rule.columns.map(nameText).join(',')}`;
}

function missingText({ input, missing }: MissingRule): string {
  const what = missing.policy === 'value' ? missing.value : missing.policy;
  return input === undefined ? what : `${nameText(input)}:${what}`;
}

/** A name that holds what parts names goes in double quotes. */
function nameText(name: string): string {
  return /[=:,"]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function costText({ truePositive, falsePositive, falseNegative, trueNegative }: Costs): string {
  const told = { tp: truePositive, fp: falsePositive, fn: falseNegative, tn: trueNegative };
  return Object.entries(told)
    .flatMap(([key, cost]) => (cost === undefined ? [] : [`${key}=${cost}`]))
    .join(',');
}
