import { Graph as Dagre, layout } from '@dagrejs/dagre';
import { type Edge, END, type Graph, type Node, START } from './asl.ts';

/** A box with its middle, and an arrow with its corners; all in pixels. */
export type Box = Node & { x: number; y: number; width: number; height: number };
export type Arrow = Edge & {
  points: readonly { x: number; y: number }[];
  labelAt?: { x: number; y: number };
};
export type Drawing = {
  width: number;
  height: number;
  boxes: readonly Box[];
  arrows: readonly Arrow[];
};

const LETTER = 7.6;
const MARGIN = 16;

/** Where everything lies, from above to below. */
export function layOut({ nodes, edges }: Graph): Drawing {
  const dagre = new Dagre();
  dagre.setGraph({ rankdir: 'TB', nodesep: 44, ranksep: 40, marginx: MARGIN, marginy: MARGIN });
  dagre.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) dagre.setNode(node.id, sizeOf(node));
  for (const { from, to, label = '' } of edges) {
    const room = label === '' ? {} : { width: label.length * LETTER, height: 20, labelpos: 'c' };
    dagre.setEdge(from, to, room);
  }
  layout(dagre);
  const { width = 0, height = 0 } = dagre.graph();
  return {
    width,
    height,
    boxes: nodes.map((node) => {
      const { x = 0, y = 0 } = dagre.node(node.id);
      return { ...node, ...sizeOf(node), x, y };
    }),
    arrows: edges.map((edge) => {
      const { points = [], x, y } = dagre.edge(edge.from, edge.to);
      const labelAt = x === undefined || y === undefined ? {} : { labelAt: { x, y } };
      return { ...edge, points, ...labelAt };
    }),
  };
}

function sizeOf({ id }: Node): { width: number; height: number } {
  if (id === START || id === END) return { width: 68, height: 30 };
  return { width: Math.max(150, id.length * LETTER + 64), height: 48 };
}
