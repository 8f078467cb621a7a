import type { Tags } from '../principal/principal.ts';
import { textOf } from '../template/either.ts';
import type { ResolvedResource } from '../template/index.ts';
import { isObject } from '../template/json-value.ts';
import { hasHoles } from '../unknown-text.ts';
import { list, pathOf } from './resource-properties.ts';

/**
 * Returns the tags that a resource has in the template; undefined when one of them is unknown.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
 */
export function tagsOf(resource: ResolvedResource): Tags | undefined {
  const items = list(resource, 'Tags');
  if (items.length === 0) return undefined;
  const pairs = items.map(({ value, mayExist }) => {
    if (!isObject(value) || mayExist.length > 0) return undefined;
    const [key, text] = [value['Key'], value['Value']].map((one) =>
      textOf(one, pathOf(resource, 'Tags')),
    );
    return key === undefined || text === undefined || hasHoles(key + text)
      ? undefined
      : ([key, text] as const);
  });
  return pairs.every((pair) => pair !== undefined) ? Object.fromEntries(pairs) : undefined;
}
