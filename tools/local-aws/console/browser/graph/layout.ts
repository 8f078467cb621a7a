import { Graph as Dagre, layout } from '@dagrejs/dagre';
import { type Edge, END, type Graph, type Node, START } from './asl.ts';

/** A box with its middle, and an arrow with its corners; all in pixels. */
export type Box = Node & { x: number; y: number; width: number; height: number };
export type Arrow = Edge & {
  points: readonly { x: number; y: number }[];
  labelAt?: { x: number; y: number };
};
/** A frame around the states that run inside a Map or Parallel state, with its middle. */
export type Frame = { id: string; x: number; y: number; width: number; height: number };
export type Drawing = {
  width: number;
  height: number;
  boxes: readonly Box[];
  /** Outer frames first. */
  frames: readonly Frame[];
  arrows: readonly Arrow[];
};

const LETTER = 7.6;
const MARGIN = 16;

/** Returns the position of everything, from top to bottom. */
export function layOut({ nodes, edges }: Graph): Drawing {
  const dagre = new Dagre({ compound: true });
  dagre.setGraph({ rankdir: 'TB', nodesep: 44, ranksep: 40, marginx: MARGIN, marginy: MARGIN });
  dagre.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) dagre.setNode(node.id, sizeOf(node));
  const owners = new Map(nodes.map(({ id, frame }) => [id, frame]));
  const framed = [...new Set(nodes.flatMap(({ frame }) => frame ?? []))];
  for (const id of framed) {
    dagre.setNode(frameId(id), {});
    // The state itself is in its own frame, at the top, with what runs inside below it.
    dagre.setParent(id, frameId(id));
    const outer = owners.get(id);
    if (outer !== undefined) dagre.setParent(frameId(id), frameId(outer));
  }
  for (const { id, frame } of nodes) {
    if (frame !== undefined && !framed.includes(id)) dagre.setParent(id, frameId(frame));
  }
  for (const { from, to, label = '' } of edges) {
    const room = label === '' ? {} : { width: label.length * LETTER, height: 20, labelpos: 'c' };
    dagre.setEdge(from, to, room);
  }
  layout(dagre);
  const { width = 0, height = 0 } = dagre.graph();
  return {
    width,
    height,
    frames: framed.map((id) => {
      const { x = 0, y = 0, width: w = 0, height: h = 0 } = dagre.node(frameId(id));
      return { id, x, y, width: w, height: h };
    }),
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

/** No state has a name that begins with a space. */
const frameId = (id: string): string => ` frame ${id}`;

function sizeOf({ id }: Node): { width: number; height: number } {
  if (id === START || id === END) return { width: 68, height: 30 };
  return { width: Math.max(150, id.length * LETTER + 64), height: 48 };
}
