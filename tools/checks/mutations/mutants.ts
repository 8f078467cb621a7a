import { type ParserOptions, parse } from '@babel/parser';

/** One small change to a source file. */
export type Mutant = {
  operator: string;
  /** Counted from 1. */
  line: number;
  /** First and last character that is replaced, as offsets. */
  start: number;
  end: number;
  original: string;
  replacement: string;
  /** Name of the function or constant around it; empty at the top of a file. */
  inside: string;
};

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<
  Record<string, unknown>
>;
type Found = readonly [operator: string, node: Node, replacement: string];
type Placed = readonly [inside: string, found: Found];

const OPTIONS: ParserOptions = { sourceType: 'module', plugins: ['typescript'] };

/** The other side of a boundary, and the other answer of a comparison. */
const OPERATORS: Readonly<Record<string, string>> = {
  ...{ '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===' },
  ...{ '&&': '||', '||': '&&', '+': '-', '-': '+' },
};
const METHODS: Readonly<Record<string, string>> = { some: 'every', every: 'some' };

/** Parts of a node that hold no code: types, and names that a change would only misspell. */
const SKIPPED = new Set([
  ...['loc', 'typeAnnotation', 'typeParameters', 'typeArguments', 'returnType'],
  // The module of `export ... from`.
  'source',
]);
const WITHOUT_CODE = /^(?:TS(?!(?:As|NonNull|Satisfies))|Import|ExportAll)/;

/**
 * Returns the mutants of a source, in the order of the source. They change boundaries, comparisons
 * and logical operators, make conditions always or never true, and remove statements and filters.
 * They replace returns and booleans, empty strings and arrays, and use `some` for `every`.
 *
 * @param source of a TypeScript file.
 */
export function mutantsOf(source: string): readonly Mutant[] {
  const { program } = parse(source, OPTIONS);
  const found: Placed[] = [];
  const visit = (value: unknown, around: string): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, around);
    if (!isNode(value) || WITHOUT_CODE.test(value.type)) return;
    const inside = around || nameOf(value);
    for (const one of mutantsAt(value, source)) found.push([inside, one]);
    for (const [key, child] of Object.entries(value)) {
      const isName = key === 'key' && value['computed'] === false;
      if (!SKIPPED.has(key) && !isName) visit(child, inside);
    }
  };
  visit(program.body, '');
  return found
    .map(([inside, [operator, { start, end }, replacement]]) => ({
      inside,
      operator,
      line: source.slice(0, start).split('\n').length,
      ...{ start, end, original: source.slice(start, end), replacement },
    }))
    .filter(
      (mutant) => mutant.original !== mutant.replacement && parses(withMutant(source, mutant)),
    )
    .toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/** Returns the source with the mutant in it. */
export const withMutant = (source: string, { start, end, replacement }: Mutant): string =>
  source.slice(0, start) + replacement + source.slice(end);

function parses(source: string): boolean {
  try {
    parse(source, OPTIONS);
    return true;
  } catch {
    return false;
  }
}

/** The name that a node declares, if it is a function, class or constant. */
function nameOf({ type, id }: Node): string {
  const declares = /^(?:FunctionDeclaration|ClassDeclaration|VariableDeclarator)$/.test(type);
  return declares && isNode(id) && typeof id['name'] === 'string' ? id['name'] : '';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function mutantsAt(node: Node, source: string): readonly Found[] {
  const text = ({ start, end }: Node): string => source.slice(start, end);
  const part = (name: string): Node | undefined => {
    const value = node[name];
    return isNode(value) ? value : undefined;
  };
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      return withOperator(node, part('left'), part('right'), text);
    case 'IfStatement':
    case 'ConditionalExpression': {
      const test = part('test');
      return test ? ['true', 'false'].map((value) => ['condition', test, value] as const) : [];
    }
    case 'UnaryExpression': {
      const argument = part('argument');
      return node['operator'] === '!' && argument ? [['negation', node, text(argument)]] : [];
    }
    case 'BooleanLiteral':
      return [['boolean', node, text(node) === 'true' ? 'false' : 'true']];
    case 'StringLiteral':
      return [['string', node, node['value'] === '' ? "'mutant'" : "''"]];
    case 'TemplateLiteral':
      return [['string', node, '``']];
    case 'ArrayExpression':
      return [['array', node, '[]']];
    case 'ExpressionStatement':
    case 'ThrowStatement':
      return [['statement', node, ';']];
    case 'ContinueStatement':
      return [['statement', node, ';']];
    case 'ReturnStatement': {
      const value = part('argument');
      return value ? [['return', value, 'undefined']] : [['statement', node, ';']];
    }
    case 'ArrowFunctionExpression': {
      const body = part('body');
      return body && body.type !== 'BlockStatement' ? [['return', body, 'undefined']] : [];
    }
    case 'CallExpression':
      return ofCall(part('callee'), node, text);
    default:
      return [];
  }
}

function withOperator(
  node: Node,
  left: Node | undefined,
  right: Node | undefined,
  text: (node: Node) => string,
): readonly Found[] {
  if (!left || !right) return [];
  const sign = String(node['operator']);
  if (sign === '??') return [['default', node, text(left)]];
  const other = OPERATORS[sign];
  return other === undefined ? [] : [['operator', node, `(${text(left)} ${other} ${text(right)})`]];
}

function ofCall(
  callee: Node | undefined,
  node: Node,
  text: (node: Node) => string,
): readonly Found[] {
  if (!callee) return [];
  const { property, object } = callee;
  if (!isNode(property) || !isNode(object)) return [];
  const name = String(property['name']);
  if (name === 'filter') return [['filter', node, text(object)]];
  const other = METHODS[name];
  return other === undefined ? [] : [['method', property, other]];
}
