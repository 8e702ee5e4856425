/** Which columns of models' outputs are the probabilities of several classes, and which class each is of. */
import { RowcastError } from '../../../contract/index.ts';
import type { OutputColumn } from '../../score/output-columns.ts';
import type { ClassColumns } from './class-subject.ts';

/** One model's columns, each under the class that it is of. */
export interface ClassProbabilities {
  model: string;
  byClass: ReadonlyMap<string, string>;
}

const fewestClasses = 3;

/** Undefined where the model has no output that holds a number for each of three classes or more, and where it has two such. */
export function classProbabilities(model: string, outputs: readonly OutputColumn[]): ClassProbabilities | undefined {
  const found = (outputs[0]?.model.card.outputs ?? []).flatMap(({ name, classes }) => {
    const fields = outputs[0]?.model.columns.filter(({ output }) => output === name) ?? [];
    const columns = fields.flatMap(({ name: field }) => outputs.filter((output) => output.field === field));
    const areNumbers = columns.every(({ type }) => type === 'FLOAT' || type === 'DOUBLE');
    if (!areNumbers || columns.length < fewestClasses || classes?.length !== columns.length) return [];
    return [new Map(columns.map((column, at) => [String(classes[at]), column.name]))];
  });
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? undefined : { model, byClass: only };
}

/** All models' columns in the order of the champion's classes. Throws where another model knows other classes. */
export function sameClasses(models: readonly ClassProbabilities[]): { classes: string[]; models: ClassColumns[] } {
  const [champion] = models;
  const classes = [...(champion?.byClass.keys() ?? [])];
  return {
    classes,
    models: models.map(({ model, byClass }) => {
      const columns = classes.flatMap((name) => byClass.get(name) ?? []);
      if (columns.length === classes.length && byClass.size === classes.length) return { model, columns };
      throw new RowcastError(
        'INVALID_ARGUMENT',
        `Model "${model}" tells the classes ${[...byClass.keys()].join(', ')} apart, and "${champion?.model}" ${classes.join(', ')}: expected the same classes.`,
        'Compare models that were trained on the same labels.',
      );
    }),
  };
}
