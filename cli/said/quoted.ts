/** Splits what a user typed at a mark, leaving alone what stands in double quotes. */

/** The parts of `text` between `mark`s; `"a,b",c` has two. */
export function splitQuoted(text: string, mark: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"' && quoted && text[at + 1] === '"') {
      part += '"';
      at += 1;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (character === mark && !quoted) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part];
}

/** The parts of `text` between `mark`s, each with the quotes that it was written in. */
export function splitOutside(text: string, mark: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === mark && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** The name in double quotes that `text` begins with, and what follows it; undefined where it begins otherwise. */
export function leadingQuoted(text: string): { name: string; rest: string } | undefined {
  const match = /^"((?:[^"]|"")*)"(.*)$/s.exec(text);
  return match === null ? undefined : { name: (match[1] ?? '').replaceAll('""', '"'), rest: match[2] ?? '' };
}
