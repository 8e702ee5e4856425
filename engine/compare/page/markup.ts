/** Markup in which every value is text unless it is markup itself. */

export interface Markup {
  readonly markup: string;
}

type Value = Markup | string | number | null | readonly Value[];

/** Escapes what stands in `${…}`; lists are put one after another, null is nothing. */
export function html(texts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: texts.reduce((all, text, at) => all + written(values[at - 1] ?? null) + text) };
}

function written(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map(written).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A style sheet, which is not escaped; it must be none of the user's text. */
export function styleSheet(css: string): Markup {
  return { markup: `<style>${css}</style>` };
}
