import { isMap, isNode, isScalar, isSeq, type Node, visit } from 'yaml';
import { readYaml, type TextPlace } from '../template/index.ts';
import { namesOnPath } from '../template/path-in-template.ts';

const START: TextPlace = { line: 1, column: 1 };

/**
 * Returns a lookup of the places of resources in a template, YAML or JSON.
 * @param text of the template. In a text that is not YAML, every place is the start.
 */
export function templatePlaces(text: string): (logicalId: string | undefined) => TextPlace {
  const places = new Map<string, TextPlace>();
  const { document, placeAt } = readYaml(text);
  const resources = document.get('Resources');
  for (const { key } of isMap(resources) ? resources.items : []) {
    if (!isScalar(key) || !key.range) continue;
    places.set(String(key.value), placeAt(key.range[0]));
  }
  return (logicalId) => (logicalId === undefined ? START : (places.get(logicalId) ?? START));
}

/**
 * Returns the place of a path such as `Resources.Key.Properties.KeyPolicy.Statement[0]` in a template, or
 * of the last part of the path that exists; undefined if no part exists. The transform of SAM makes resources
 * whose names begin with the name of a resource in the template, which is then the place.
 */
export function placeOfPath(text: string, path: string): TextPlace | undefined {
  const { document, placeAt } = readYaml(text);
  const root = { node: document.contents, at: undefined };
  const names = namesOnPath<Placed>(path, root, namesOf, childOf);
  const places: Placed[] = [];
  for (const name of names) places.push(childOf(places.at(-1) ?? root, name));
  const made = names.length === 1 ? sourceOf(path, places[0]) : undefined;
  const offset = [...places, ...(made ? [made] : [])].findLast(({ at }) => at?.range)?.at
    ?.range?.[0];
  return offset === undefined ? undefined : placeAt(offset);
}

/** A value, and the node where it starts. */
interface Placed {
  readonly node: unknown;
  readonly at: Node | undefined;
}

function namesOf({ node }: Placed): readonly string[] {
  if (isMap(node))
    return node.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
  return isSeq(node) ? node.items.map((_, at) => String(at)) : [];
}

function childOf({ node, at }: Placed, name: string): Placed {
  if (isMap(node)) {
    const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === name);
    // The long form of a short intrinsic function is not in the text.
    const key = isNode(pair?.key) && pair.key.range ? pair.key : at;
    return { node: pair?.value, at: key };
  }
  const item: unknown = isSeq(node) ? node.items[Number(name)] : undefined;
  return { node: item, at: isNode(item) && item.range ? item : at };
}

/** The resource of the template from which SAM makes the resource of a path. */
function sourceOf(path: string, resources: Placed | undefined): Placed | undefined {
  const made = /^Resources\.([^.]+)/.exec(path)?.[1];
  if (made === undefined || !resources) return undefined;
  const [source] = namesOf(resources)
    .filter((name) => made.startsWith(name))
    .toSorted((one, other) => other.length - one.length);
  return source === undefined ? undefined : childOf(resources, source);
}

/** Returns the place of a name in a file of parameters: a key, a `ParameterKey`, or `NAME=VALUE`. */
export function placeOfName(text: string, name: string): TextPlace | undefined {
  const { document, placeAt } = readYaml(text);
  let offset: number | undefined;
  visit(document, {
    Scalar: (_, { value, range }) => {
      const isName = value === name || (typeof value === 'string' && value.startsWith(`${name}=`));
      if (!isName || !range) return undefined;
      [offset] = range;
      return visit.BREAK;
    },
  });
  return offset === undefined ? undefined : placeAt(offset);
}
