import { type Document, isMap, isScalar } from 'yaml';

/** A function of a built template. */
export type BuiltFunction = {
  /** Its logical id. */
  id: string;
  /** Its folder and its word everywhere else: CheckPriceFunction is check-price. */
  name: string;
  /** Folder of the built code, relative to the template. */
  code: string;
};

/**
 * @param template as `sam build` writes it, with every CodeUri pointing at what was built.
 * @returns its functions, in the template's order.
 */
export function builtFunctions(template: Document): BuiltFunction[] {
  const resources = template.get('Resources');
  if (!isMap(resources)) return [];
  return resources.items.flatMap(({ key }) => {
    const id = isScalar(key) ? String(key.value) : '';
    if (template.getIn(['Resources', id, 'Type']) !== 'AWS::Serverless::Function') return [];
    const code = String(template.getIn(['Resources', id, 'Properties', 'CodeUri']));
    return [{ id, name: functionName(id), code }];
  });
}

/** @param id a logical id in Pascal case that ends with "Function". */
export const functionName = (id: string): string =>
  id
    .replace(/Function$/, '')
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();
