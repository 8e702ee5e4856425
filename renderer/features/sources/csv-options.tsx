/** How a text table is read: what was found out is shown, and each part can be said instead. */
import { Button, NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { CsvOptions as CsvSchema, type CsvOptions, type SourceRequest } from '../../../contract/index.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import classes from './sources.module.css';
import { asFound, useReopen } from './use-reopen.ts';

const delimiters = [
  { value: ',', label: 'Comma  ,' },
  { value: ';', label: 'Semicolon  ;' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar  |' },
  { value: ' ', label: 'Space' },
];
const quotes = [
  { value: '"', label: 'Double  "' },
  { value: "'", label: "Single  '" },
  { value: '', label: 'None' },
];
const separators = [
  { value: '.', label: 'Point  1.5' },
  { value: ',', label: 'Comma  1,5' },
];
const noMark = 'none';
const thousands = [
  { value: noMark, label: 'Nothing  1234' },
  { value: '.', label: 'Point  1.234' },
  { value: ',', label: 'Comma  1,234' },
  { value: ' ', label: 'Space  1 234' },
  { value: "'", label: "Apostrophe  1'234" },
];
const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16', label: 'UTF-16' },
  { value: 'latin-1', label: 'Latin-1' },
];

/** Options that decide what the columns are called. */
const renaming: ReadonlySet<string> = new Set<keyof CsvOptions>(['delimiter', 'header', 'skipLines']);

interface CsvOptionsSectionProps {
  request: SourceRequest;
  /** The dialect in force. */
  found: CsvOptions;
}

export function CsvOptionsSection({ request, found }: CsvOptionsSectionProps) {
  const { fault, reopen } = useReopen();
  const said = request.csv;
  const inForce: CsvOptions = { ...found, ...said };
  const say = (option: Partial<CsvOptions>) =>
    reopen((before) => {
      const csv = without({ ...before.csv, ...option });
      // What was said of columns that are named otherwise now would be refused.
      return Object.keys(option).some((name) => renaming.has(name)) ? { csv, types: {} } : { csv };
    });
  const isSaid = Object.keys({ ...said, ...request.types }).length > 0;
  const again = isSaid && (
    <Button size="compact-xs" variant="subtle" onClick={() => reopen(asFound)}>
      As found
    </Button>
  );
  return (
    <PanelSection title="How the text is read" aside={again}>
      <div className={classes.options}>
        <DialectFields inForce={inForce} say={say} />
        <ValueFields inForce={inForce} say={say} />
      </div>
      {fault !== undefined && <FaultCard error={fault} />}
    </PanelSection>
  );
}

interface FieldsProps {
  inForce: CsvOptions;
  say: (option: Partial<CsvOptions>) => void;
}

/** How lines are cut into values. */
function DialectFields({ inForce, say }: FieldsProps) {
  const skipped = inForce.skipLines ?? 0;
  return (
    <>
      <Choice
        label="Between values"
        data={delimiters}
        value={inForce.delimiter}
        onSay={(delimiter) => say({ delimiter })}
      />
      <Choice label="Around values" data={quotes} value={inForce.quote} onSay={(quote) => say({ quote })} />
      <Choice
        label="Encoding"
        data={encodings}
        value={inForce.encoding ?? 'utf-8'}
        onSay={(encoding) => say({ encoding: encoding as NonNullable<CsvOptions['encoding']> })}
      />
      <NumberInput
        key={skipped}
        label="Lines to skip"
        min={0}
        allowDecimal={false}
        defaultValue={skipped}
        onBlur={({ currentTarget }) => {
          const lines = Number(currentTarget.value);
          if (lines !== skipped) say({ skipLines: lines });
        }}
      />
      <Switch
        className={classes.wide ?? ''}
        label="The first line holds the names"
        checked={inForce.header ?? false}
        onChange={({ currentTarget }) => say({ header: currentTarget.checked })}
      />
    </>
  );
}

/** How the text of a value is understood. */
function ValueFields({ inForce, say }: FieldsProps) {
  return (
    <>
      <Choice
        label="Decimals"
        data={separators}
        value={inForce.decimalSeparator ?? '.'}
        onSay={(text) => say({ decimalSeparator: text === ',' ? ',' : '.' })}
      />
      <Choice
        label="Between thousands"
        data={thousands}
        value={inForce.thousandsSeparator ?? noMark}
        onSay={(mark) => say({ thousandsSeparator: thousandsOf(mark) })}
      />
      <Typed
        label="Dates look like"
        placeholder="%d.%m.%Y"
        value={inForce.dateFormat}
        onSay={(dateFormat) => say({ dateFormat })}
      />
      <Typed
        label="Date and time look like"
        placeholder="%Y-%m-%d %H:%M"
        value={inForce.timestampFormat}
        onSay={(timestampFormat) => say({ timestampFormat })}
      />
      <TagsInput
        size="xs"
        className={classes.wide ?? ''}
        label="Texts that mean missing"
        placeholder="NA, then Enter"
        value={inForce.nullTexts ?? []}
        onChange={(nullTexts) => say({ nullTexts })}
      />
    </>
  );
}

function thousandsOf(mark: string): CsvOptions['thousandsSeparator'] {
  return CsvSchema.shape.thousandsSeparator.safeParse(mark).data;
}

/** An option that is taken back is left out, so that it is found out again. */
function without(options: Partial<CsvOptions>): CsvOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => value !== undefined && (value !== '' || name === 'quote')),
  );
}

interface ChoiceProps {
  label: string;
  data: { value: string; label: string }[];
  value: string | undefined;
  onSay: (value: string) => void;
}

function Choice({ label, data, value, onSay }: ChoiceProps) {
  const isKnown = value === undefined || data.some((each) => each.value === value);
  return (
    <Select
      label={label}
      data={isKnown ? data : [...data, { value, label: value }]}
      value={value ?? null}
      onChange={(chosen) => chosen !== null && chosen !== value && onSay(chosen)}
      allowDeselect={false}
    />
  );
}

interface TypedProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  onSay: (value: string) => void;
}

function Typed({ label, placeholder, value = '', onSay }: TypedProps) {
  return (
    <TextInput
      key={value}
      label={label}
      placeholder={placeholder}
      defaultValue={value}
      onBlur={({ currentTarget }) => currentTarget.value !== value && onSay(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
    />
  );
}
