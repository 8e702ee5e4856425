/** Jobs as nobody would write them, for what must hold for all of them. */
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { DestinationFormat, Job, SourceFormat } from '../../contract/index.ts';

/** Any text at all but halves of characters, which no file in UTF-8 can hold. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '007',
    '1e3',
    '- a',
    '# b',
    'a: b',
    '&x',
    '*x',
    '!t',
    "'",
    '"',
    '|',
    '>',
    ' a ',
    'a\n',
    '\na',
    'a\r\nb',
    'a \n b',
    '\t',
    '%',
    '@',
    '`',
    '---',
    '...',
    '<<',
    '__proto__',
    '=',
    '.nan',
  ),
);
const anyPath = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .map((text) => resolve('/', text.replaceAll(/[/\0]/g, '_')));
const missing = fc.oneof(
  fc.constantFrom({ policy: 'nan' as const }, { policy: 'error' as const }),
  fc.record({ policy: fc.constant('value' as const), value: anyText }),
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const options = fc.record(
  {
    delimiter: fc.constantFrom(',', ';', '\t', '||'),
    quote: fc.constantFrom('', '"', "'"),
    header: fc.boolean(),
    skipLines: fc.nat(),
    nullTexts: fc.array(anyText),
    decimalSeparator: fc.constantFrom('.' as const, ',' as const),
    thousandsSeparator: fc.constantFrom('.' as const, ',' as const, ' ' as const, "'" as const),
    dateFormat: anyText,
  },
  { requiredKeys: [] },
);

/** Any job at all, with absolute paths. */
export const anyJob = fc
  .record({
    source: fc.record({
      paths: fc.array(anyPath, { minLength: 1 }),
      format: optional(fc.constantFrom(...SourceFormat.options)),
      csv: options,
      types: fc.dictionary(anyText, fc.constantFrom('VARCHAR', 'DOUBLE', 'DECIMAL(18, 3)')),
    }),
    models: fc.array(fc.record({ name: optional(anyText), path: anyPath }), { minLength: 1 }),
    bind: fc.array(
      fc.oneof(
        fc.record({ input: anyText, columns: fc.array(anyText, { minLength: 1 }) }),
        fc.record({ input: anyText, sql: anyText }),
      ),
    ),
    features: optional(fc.array(anyText)),
    byPosition: fc.boolean(),
    missing: fc.array(fc.record({ input: optional(anyText), missing })),
    onBadRow: fc.constantFrom('fail' as const, 'null' as const, 'quarantine' as const),
    where: optional(anyText),
    keep: fc.oneof(fc.constantFrom('all' as const, 'none' as const), fc.array(anyText, { minLength: 1 })),
    predictions: fc.array(fc.record({ output: anyText, as: optional(anyText) })),
    prefix: optional(anyText),
    provider: fc.oneof(fc.constant('auto'), anyText),
    requireProvider: fc.boolean(),
    explain: fc.option(fc.oneof(fc.constant('all' as const), fc.integer({ min: 1, max: 100 })), { nil: undefined }),
    extensions: fc.array(anyPath),
    trees: fc.constantFrom('auto' as const, 'fast' as const, 'runtime' as const),
    resources: fc.record(
      { threads: fc.integer({ min: 1, max: 512 }), memoryLimit: fc.constant('512MB') },
      { requiredKeys: [] },
    ),
    destination: fc.record({
      path: anyPath,
      format: optional(fc.constantFrom(...DestinationFormat.options)),
      overwrite: fc.boolean(),
    }),
  })
  // What JSON would say of it: no key without a value.
  .map((said) => Job.parse(JSON.parse(JSON.stringify(said))));
