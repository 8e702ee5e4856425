/** The sample models with what their cards say about missing values. */
import type { MissingRule } from '../../contract/index.ts';
import { inRepository } from '../engine/repository.ts';

export interface SampleModel {
  name: string;
  path: string;
  missing: MissingRule[];
}

/** An unknown text such as the empty one means "no category" to late-pipeline. */
const noCategory: MissingRule[] = ['carrier', 'origin', 'dest', 'manufacturer'].map((input) => ({
  input,
  missing: { policy: 'value', value: '' },
}));

const sample = (name: string, missing: MissingRule[] = []): SampleModel => ({
  name,
  path: inRepository(`models/${name}.onnx`),
  missing,
});

export const sampleModels = [
  sample('late-v1'),
  sample('late-v2'),
  sample('late-pipeline', noCategory),
  sample('arrival-delay'),
  sample('late-mlp'),
];

/** Made for speed measurements; 28 floats `f0` to `f27` each. */
export const benchModels = ['logistic', 'mlp', 'trees'].map((name) => inRepository(`models/bench/${name}.onnx`));

export const flightsParquet = inRepository('models/data/flights.parquet');
export const flightsCsv = inRepository('models/data/flights.csv');
export const flightsRowCount = 27_268;
