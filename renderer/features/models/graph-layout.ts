/** Gives each box of a graph its place, in layers from the inputs down. */
import { Graph, layout } from '@dagrejs/dagre';
import type { Box, Boxes } from './graph-boxes.ts';

interface PlacedBox extends Box {
  /** Of its middle. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedGraph {
  boxes: PlacedBox[];
  /** Each as points from the box above to the one below. */
  edges: { x: number; y: number }[][];
  width: number;
  height: number;
}

const height = 28;
const letter = 7.2;

export function placeBoxes({ boxes, edges }: Boxes): PlacedGraph {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 16, ranksep: 28, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, label } of boxes) graph.setNode(id, { width: Math.max(64, label.length * letter + 20), height });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const size = graph.graph() as { width?: number; height?: number };
  return {
    boxes: boxes.map((box) => ({ ...box, ...(graph.node(box.id) as Omit<PlacedBox, keyof Box>) })),
    edges: graph.edges().map((edge) => (graph.edge(edge) as { points?: { x: number; y: number }[] }).points ?? []),
    width: size.width ?? 0,
    height: size.height ?? 0,
  };
}
