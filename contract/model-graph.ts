/** A model's graph as a simple picture needs it. */
import { z } from 'zod';
import { Fault } from './error.ts';
import { ModelCard } from './model.ts';

export const GraphNode = z.object({
  name: z.string(),
  op: z.string(),
  domain: z.string(),
  /** Names of values; an empty name is an optional one left out. */
  inputs: z.array(z.string()),
  outputs: z.array(z.string()),
  /** Graphs inside it, as loops and branches have; they are not told. */
  subgraphs: z.int(),
});
export type GraphNode = z.infer<typeof GraphNode>;

export const ModelGraph = z.object({
  /** In the order of the file, which is an order of execution. */
  nodes: z.array(GraphNode),
  /** Nodes of the whole graph; more than `nodes` where it was cut. */
  nodeCount: z.int(),
});
export type ModelGraph = z.infer<typeof ModelGraph>;

export const Assessment = z.object({
  card: ModelCard,
  /** Why it cannot be scored; null where it can. */
  refusal: Fault.nullable(),
});
export type Assessment = z.infer<typeof Assessment>;
