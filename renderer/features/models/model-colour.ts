/** One colour for each picked model, the same in every picture: Okabe and Ito's, which colour-blind eyes can tell apart. */

const colours = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#CC79A7', '#56B4E9'] as const;

export function modelColour(position: number): string {
  return colours[position % colours.length] ?? colours[0];
}
