/** A model's graph as boxes to draw: inputs, operators and outputs; in a big graph a run of operators is one box. */
import type { GraphNode, ModelCard, ModelGraph } from '../../../contract/index.ts';

export interface Box {
  id: string;
  kind: 'input' | 'operators' | 'output';
  label: string;
  /** All about it, a line each. */
  detail: string;
}

export interface Boxes {
  boxes: Box[];
  /** From box to box; each pair once. */
  edges: { from: string; to: string }[];
}

type Ends = Pick<ModelCard, 'inputs' | 'outputs'>;

/** Up to this many operators each has a box of its own. */
const mostSingle = 40;

export function boxesOf(graph: ModelGraph, { inputs, outputs }: Ends): Boxes {
  const runs = graph.nodes.length <= mostSingle ? graph.nodes.map((node) => [node]) : runsOf(graph.nodes);
  const makers = new Map<string, string>();
  for (const input of inputs) makers.set(input.name, `in:${input.name}`);
  runs.forEach((run, at) => run.forEach((node) => node.outputs.forEach((value) => makers.set(value, `op:${at}`))));
  const edges = new Map<string, Boxes['edges'][number]>();
  const connect = (value: string, to: string) => {
    const from = makers.get(value);
    if (from !== undefined && from !== to) edges.set(`${from}\n${to}`, { from, to });
  };
  runs.forEach((run, at) => run.forEach((node) => node.inputs.forEach((value) => connect(value, `op:${at}`))));
  for (const { name } of outputs) connect(name, `out:${name}`);
  return {
    boxes: [
      ...inputs.map(({ name }) => ({ id: `in:${name}`, kind: 'input' as const, label: name, detail: `Input ${name}` })),
      ...runs.map((run, at) => operators(run, `op:${at}`)),
      ...outputs.map(({ name }) => ({
        id: `out:${name}`,
        kind: 'output' as const,
        label: name,
        detail: `Output ${name}`,
      })),
    ],
    edges: [...edges.values()],
  };
}

/** Operators that follow one another with nothing branching off between them. */
function runsOf(nodes: readonly GraphNode[]): GraphNode[][] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((value) => [value, node] as const)));
  const sources = new Map(nodes.map((node) => [node, distinct(node.inputs.map((value) => makers.get(value)))]));
  const uses = new Map<GraphNode, number>();
  for (const found of sources.values()) for (const source of found) uses.set(source, (uses.get(source) ?? 0) + 1);
  const runs: GraphNode[][] = [];
  const runOf = new Map<GraphNode, GraphNode[]>();
  for (const node of nodes) {
    const [only, ...more] = sources.get(node) ?? [];
    const before = only !== undefined && more.length === 0 && uses.get(only) === 1 ? runOf.get(only) : undefined;
    const run = before ?? [];
    if (before === undefined) runs.push(run);
    run.push(node);
    runOf.set(node, run);
  }
  return runs;
}

function distinct(nodes: readonly (GraphNode | undefined)[]): GraphNode[] {
  return [...new Set(nodes.filter((node) => node !== undefined))];
}

const mostNamed = 3;

function operators(run: readonly GraphNode[], id: string): Box {
  const steps: { op: string; count: number }[] = [];
  for (const { op } of run) {
    const last = steps.at(-1);
    if (last?.op === op) last.count += 1;
    else steps.push({ op, count: 1 });
  }
  const names = steps.slice(0, mostNamed).map(({ op, count }) => (count === 1 ? op : `${op} × ${count}`));
  const more = run.length - steps.slice(0, mostNamed).reduce((sum, { count }) => sum + count, 0);
  const label = more > 0 ? `${names.join(' · ')} · ${more} more` : names.join(' · ');
  return { id, kind: 'operators', label, detail: run.map(lineOf).join('\n') };
}

function lineOf({ op, domain, name, subgraphs }: GraphNode): string {
  const inner = subgraphs === 0 ? '' : `, with ${subgraphs} graph${subgraphs === 1 ? '' : 's'} inside`;
  return `${domain === '' ? op : `${domain} ${op}`}${name === '' ? '' : ` “${name}”`}${inner}`;
}
