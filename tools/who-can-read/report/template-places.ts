import { isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { readYaml, type TextPlace } from '../template/index.ts';

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
 * of the last part of the path that exists; undefined if no part exists.
 */
export function placeOfPath(text: string, path: string): TextPlace | undefined {
  const { document, placeAt } = readYaml(text);
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const part of path.match(/[^.[\]]+/g) ?? []) {
    const found = childOf(node, part);
    if (!found) break;
    ({ node } = found);
    offset = found.at.range?.[0] ?? offset;
  }
  return offset === undefined ? undefined : placeAt(offset);
}

/** Returns the value of a key or of an index, and the node where it starts. */
function childOf(
  node: unknown,
  part: string,
): { readonly node: unknown; readonly at: Node } | undefined {
  if (isMap(node)) {
    const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === part);
    return pair && isNode(pair.key) ? { node: pair.value, at: pair.key } : undefined;
  }
  const item: unknown = isSeq(node) ? node.items[Number(part)] : undefined;
  return isNode(item) ? { node: item, at: item } : undefined;
}
