/** A small table and the models that fit it, under short names in a folder of a test's own. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { fixtureModel } from '../engine/repository.ts';
import { rowcast, type Ended } from './rowcast-command.ts';

/** Three columns of numbers with one missing, and one of text. */
const smallCsv = 'id,a,b,c\nx1,1,2,3\nx2,4,,6\nx3,7,8,9\n';

export interface Workplace {
  folder: string;
  path(name: string): string;
  write(name: string, text: string): void;
  /** Puts a fixture model under a name, `<fixture>.onnx` if none is given. */
  model(fixture: string, name?: string): void;
  run(...words: string[]): Promise<Ended>;
  /** The same for a run that must go well. */
  score(...words: string[]): Promise<Ended>;
}

/** Holds `t.csv`, and `m.onnx` whose y is a + 10 b + 100 c. To be called in the body of a test. */
export function workplace(csv = smallCsv): Workplace {
  const folder = freshFolder();
  const path = (name: string) => join(folder, name);
  const place: Workplace = {
    folder,
    path,
    write: (name, text) => writeFileSync(path(name), text),
    model: (fixture, name = `${fixture}.onnx`) => copyFileSync(fixtureModel(fixture), path(name)),
    run: (...words) => rowcast(folder, ...words),
    score: async (...words) => {
      const ended = await rowcast(folder, 'score', ...words);
      expect(ended.exit, ended.stderr).toBe(0);
      return ended;
    },
  };
  place.write('t.csv', csv);
  place.model('float-matrix', 'm.onnx');
  return place;
}
