import { type Document, isMap, isScalar } from 'yaml';

/** A function of a built template. */
export type BuiltFunction = {
  /** Its logical id. */
  id: string;
  /** Its folder and its name everywhere else: CheckPriceFunction is check-price. */
  name: string;
  /** Folder of the built code, relative to the template. */
  code: string;
};

/**
 * @param template of the Serverless Application Model
 *   (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html).
 * @returns logical ids of its functions, in the template's order.
 */
export function functionIds(template: Document): string[] {
  const resources = template.get('Resources');
  if (!isMap(resources)) return [];
  return resources.items
    .map(({ key }) => (isScalar(key) ? String(key.value) : ''))
    .filter((id) => template.getIn(['Resources', id, 'Type']) === 'AWS::Serverless::Function');
}

/** @param template as `sam build` writes it, where every CodeUri is a built folder. */
export const builtFunctions = (template: Document): BuiltFunction[] =>
  functionIds(template).map((id) => ({
    id,
    name: functionName(id),
    code: String(template.getIn(['Resources', id, 'Properties', 'CodeUri'])),
  }));

/** @param id a logical id in Pascal case that ends with "Function". */
export const functionName = (id: string): string =>
  id
    .replace(/Function$/, '')
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();
