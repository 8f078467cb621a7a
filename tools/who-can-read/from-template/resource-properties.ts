import { alternativesOf, eitherOf, textOf } from '../template/either.ts';
import type { ResolvedResource, TemplateResources } from '../template/index.ts';
import { isObject, type Json, listAt } from '../template/json-value.ts';
import { hasHoles, isUnknown } from '../unknown-text.ts';

/**
 * Returns the resources of some types, in the order of the template.
 * @param types such as `AWS::KMS::Key`.
 * @throws TemplateError for a resource that is not valid.
 */
export function ofType(
  template: Pick<TemplateResources, 'resources'>,
  ...types: string[]
): readonly ResolvedResource[] {
  return template.resources().filter(({ type }) => types.includes(type));
}

/**
 * Returns a property of a resource by its path; undefined if it is not set. If a part of the path is
 * unknown, it returns that part: a hole, or an Either.
 */
export function property(resource: ResolvedResource, ...names: string[]): Json | undefined {
  let at: Json | undefined = resource.properties;
  for (const name of names) {
    if (at === undefined || isOpen(at)) return at;
    at = isObject(at) ? at[name] : undefined;
  }
  return at;
}

/** Returns whether a value is completely unknown or depends on an unknown condition. */
export const isOpen = (value: Json | undefined): boolean =>
  isUnknown(value) || eitherOf(value) !== undefined;

/** The path of a property, for errors. */
export function pathOf({ logicalId }: ResolvedResource, ...names: string[]): string {
  return ['Resources', logicalId, 'Properties', ...names].join('.');
}

/** Returns a property that is a text, if it is set. Unknown parts are holes. */
export function optionalText(resource: ResolvedResource, ...names: string[]): string | undefined {
  const value = property(resource, ...names);
  return value === undefined || value === null
    ? undefined
    : textOf(value, pathOf(resource, ...names));
}

/** Returns a property that is a text. @throws TemplateError when it is not set. */
export function requiredText(resource: ResolvedResource, ...names: string[]): string {
  return textOf(property(resource, ...names), pathOf(resource, ...names));
}

/** An item of a list, and whether it is certain that the list has it. */
export interface Item {
  readonly value: Json;
  /** Unknown conditions on which it depends; empty: it certainly exists. */
  readonly mayExist: readonly string[];
}

/**
 * Returns the items of a property that is a list; empty if it is not set. An unknown list has one item:
 * the hole, which can be anything.
 */
export function list(resource: ResolvedResource, ...names: string[]): readonly Item[] {
  const value = property(resource, ...names);
  if (value === undefined || value === null) return [];
  return alternativesOf(value).flatMap(({ value: one, mayExist }) => {
    if (isUnknown(one)) return [{ value: one, mayExist: [...mayExist, 'an unknown list'] }];
    // CloudFormation accepts one value instead of a list with one item.
    const items = Array.isArray(one) ? listAt(one, pathOf(resource, ...names)) : [one];
    return items.flatMap((item) => alternativesOf(item, mayExist));
  });
}

/** Returns a property as true or false; unknown values count as `otherwise`. */
export function flag(resource: ResolvedResource, otherwise: boolean, ...names: string[]): boolean {
  const text = optionalText(resource, ...names);
  if (text === undefined) return false;
  return hasHoles(text) ? otherwise : text === 'true';
}
