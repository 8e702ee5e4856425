/** A column's type in a newcomer's words: the same in the window and in messages. */

const names: readonly [RegExp, string][] = [
  [/^U?(?:TINY|SMALL|BIG|HUGE)INT$|^U?INTEGER$/, 'whole number'],
  [/^(?:FLOAT|DOUBLE|DECIMAL\b.*)$/, 'number'],
  [/^VARCHAR$/, 'text'],
  [/^BOOLEAN$/, 'yes or no'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP\b.*$|^DATETIME$/, 'date and time'],
  [/^TIME\b.*$/, 'time'],
  [/^ENUM\b.*$/, 'category'],
  [/\[\d*\]$/, 'list'],
  [/^STRUCT\b.*$/, 'record'],
  [/^MAP\b.*$/, 'map'],
  [/^BLOB$/, 'bytes'],
];

export function typeName(type: string): string {
  return names.find(([pattern]) => pattern.test(type))?.[1] ?? type.toLowerCase();
}

/** `whole number (BIGINT)`, for messages that concern the exact type too. */
export function typeInFull(type: string): string {
  return `${typeName(type)} (${type})`;
}
