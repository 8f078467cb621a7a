/** A workflow as boxes and arrows. `frame`: the Map or Parallel state that a state runs inside. */
export type Node = { readonly id: string; readonly type: string; readonly frame?: string };
export type Edge = { readonly from: string; readonly to: string; readonly label?: string };
export type Graph = { readonly nodes: readonly Node[]; readonly edges: readonly Edge[] };

/** The start and the end of an execution. */
export const START = ' start';
export const END = ' end';

type Json = Readonly<Record<string, unknown>>;

/**
 * The graph of a definition in the Amazon States Language, or undefined for another text.
 * https://states-language.net/spec.html
 */
export function graphOf(definition: string): Graph | undefined {
  const stateMachine = record(parse(definition));
  if (!stateMachine || typeof stateMachine['StartAt'] !== 'string') return undefined;
  const { nodes, edges } = within(stateMachine, START, END);
  return {
    nodes: [{ id: START, type: 'Start' }, ...nodes, { id: END, type: 'End' }],
    edges: [...new Map(edges.map((edge) => [`${edge.from}→${edge.to}`, edge])).values()],
  };
}

/** The states of a machine or of a branch, entered from one place and left for another. */
function within(stateMachine: Json, before: string, after: string): Graph {
  const states = Object.entries(record(stateMachine['States']) ?? {});
  const first = { from: before, to: String(stateMachine['StartAt']) };
  const parts = states.map(([id, state]) => partOf(id, record(state) ?? {}, after));
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    edges: [first, ...parts.flatMap(({ edges }) => edges)],
  };
}

function partOf(id: string, state: Json, after: string): Graph {
  const type = String(state['Type']);
  const next = typeof state['Next'] === 'string' ? state['Next'] : undefined;
  const ends = state['End'] === true || type === 'Succeed' || type === 'Fail';
  const on = next ?? (ends ? after : undefined);
  // What runs inside lies between the state and what comes after it.
  const inner = branches(state).map((branch) => within(branch, id, on ?? after));
  const straight = inner.length > 0 || on === undefined ? [] : [{ from: id, to: on }];
  return {
    nodes: [{ id, type }, ...inner.flatMap(({ nodes }) => nodes.map((node) => inside(node, id)))],
    edges: [
      ...straight,
      ...choices(id, state),
      ...list(state['Catch']).map((each) => edge(id, each, 'caught')),
      ...inner.flatMap(({ edges }) => edges),
    ],
  };
}

/** The innermost frame is the one that counts. */
const inside = (node: Node, frame: string): Node => ({ frame, ...node });

function branches(state: Json): readonly Json[] {
  const iterator = record(state['ItemProcessor']) ?? record(state['Iterator']);
  return [...list(state['Branches']), ...(iterator ? [iterator] : [])];
}

function choices(id: string, state: Json): readonly Edge[] {
  const fallback = state['Default'];
  return [
    ...list(state['Choices']).map((rule) => edge(id, rule, ruleText(rule))),
    ...(typeof fallback === 'string' ? [{ from: id, to: fallback, label: 'otherwise' }] : []),
  ];
}

const edge = (from: string, to: Json, label: string): Edge => ({
  from,
  to: String(to['Next']),
  ...(label === '' ? {} : { label }),
});

const signs: readonly (readonly [RegExp, string])[] = [
  [/LessThanEquals(Path)?$/, '≤'],
  [/GreaterThanEquals(Path)?$/, '≥'],
  [/LessThan(Path)?$/, '<'],
  [/GreaterThan(Path)?$/, '>'],
  [/Equals(Path)?$/, '='],
];

/** A rule in short, `stock_price ≤ 50`; empty for one that is not so simple. */
function ruleText(rule: Json): string {
  const variable =
    typeof rule['Variable'] === 'string' ? rule['Variable'].replace(/^\$\.?/, '') : '';
  for (const [name, value] of Object.entries(rule)) {
    const sign = signs.find(([pattern]) => pattern.test(name));
    if (sign && variable) return `${variable} ${sign[1]} ${value}`;
  }
  return '';
}

function list(value: unknown): readonly Json[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.map(record).filter((each) => each !== undefined);
}

function record(value: unknown): Json | undefined {
  const is = typeof value === 'object' && value !== null && !Array.isArray(value);
  return is ? Object.fromEntries(Object.entries(value)) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
