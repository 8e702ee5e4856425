/** A model's graph becomes boxes that can be read. */
import { describe, expect, it } from 'vitest';
import type { GraphNode } from '../../contract/index.ts';
import { boxesOf } from '../../renderer/features/models/graph-boxes.ts';
import { placeBoxes } from '../../renderer/features/models/graph-layout.ts';

const node = (op: string, inputs: string[], outputs: string[]): GraphNode => ({
  name: '',
  op,
  domain: '',
  inputs,
  outputs,
  subgraphs: 0,
});
const tensor = { kind: 'tensor', element: 'float', shape: [null, 1] };
const ends = {
  inputs: [{ ...tensor, name: 'x', optional: false }],
  outputs: [{ ...tensor, name: 'y', classes: null, zipmap: false }],
};

/** `x` through `length` operators in a row. */
function chain(length: number): GraphNode[] {
  return Array.from({ length }, (_, at) =>
    node(at % 2 === 0 ? 'MatMul' : 'Relu', [at === 0 ? 'x' : `v${at}`], [at === length - 1 ? 'y' : `v${at + 1}`]),
  );
}

describe('boxes of a graph', () => {
  it('has one for each input, operator and output of a small graph', () => {
    const { boxes, edges } = boxesOf({ nodes: chain(3), nodeCount: 3 }, ends);
    expect(boxes.map(({ label }) => label)).toEqual(['x', 'MatMul', 'Relu', 'MatMul', 'y']);
    expect(edges).toHaveLength(4);
  });

  it('puts operators that follow one another into one box of a big graph', () => {
    const { boxes, edges } = boxesOf({ nodes: chain(100), nodeCount: 100 }, ends);
    expect(boxes.map(({ label }) => label)).toEqual(['x', 'MatMul · Relu · MatMul · 97 more', 'y']);
    expect(edges).toEqual([
      { from: 'in:x', to: 'op:0' },
      { from: 'op:0', to: 'out:y' },
    ]);
  });

  it('keeps branches of a big graph apart', () => {
    const nodes = [...chain(60).slice(0, -1), node('Left', ['v59'], ['l']), node('Right', ['v59'], ['r'])];
    const { boxes, edges } = boxesOf({ nodes: [...nodes, node('Add', ['l', 'r'], ['y'])], nodeCount: 62 }, ends);
    expect(boxes).toHaveLength(6);
    expect(edges).toHaveLength(6);
  });

  it('draws no edge for what has no maker, as weights and inputs left out', () => {
    const { edges } = boxesOf({ nodes: [node('Gemm', ['x', 'weights', ''], ['y'])], nodeCount: 1 }, ends);
    expect(edges).toHaveLength(2);
  });

  it('places boxes in layers from the inputs down', () => {
    const { boxes } = placeBoxes(boxesOf({ nodes: chain(3), nodeCount: 3 }, ends));
    const heights = boxes.map(({ y }) => y);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  });
});
