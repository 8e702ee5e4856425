/** A picture of a report under its title, with what its lines stand for. */
import { legend, lineChart, type Chart } from './chart.ts';
import { html, type Markup } from './markup.ts';

export function figure(title: string, chart: Chart): Markup {
  return html`<figure>
    <figcaption>${title}</figcaption>
    ${legend(chart.series)}${lineChart(chart, title)}
  </figure>`;
}
