/** How each model of a comparison is drawn: in the colour that it has everywhere in the window, and with a dash of its own. */
import { useMemo } from 'react';
import { modelColour } from '../models/model-colour.ts';
import { useJob } from '../score/job-store.ts';
import type { Found } from './compare-store.ts';

export interface Look {
  name: string;
  colour: string;
  /** Of an SVG stroke; empty for none. */
  dash: string;
}

const dashes = ['', '7,3', '2,3', '9,3,2,3', '12,4', '4,4'] as const;

/** The champion first. A column of scores has a colour that no picked model has. */
export function useModelLooks({ report }: Found): Look[] {
  const picked = useJob((job) => job.models);
  return useMemo(() => {
    let next = picked.length;
    return report.models.map(({ name }, at) => {
      const place = picked.findIndex((model) => model.name === name);
      return { name, colour: modelColour(place === -1 ? next++ : place), dash: dashes[at % dashes.length] ?? '' };
    });
  }, [report, picked]);
}
