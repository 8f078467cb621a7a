import { type ResolvedResource, type ResolvedTemplate, TemplateError } from '../template/index.ts';
import { isObject, type Json, listAt, textAt } from '../template/json-value.ts';

/** Resources of some types, in the order of the template. */
export function ofType(
  template: ResolvedTemplate,
  ...types: string[]
): readonly ResolvedResource[] {
  return [...template.types]
    .filter(([, type]) => types.includes(type))
    .map(([id]) => template.resource(id));
}

/** The one resource of a type, or the one named. @throws TemplateError when that is not one. */
export function theOne(
  template: ResolvedTemplate,
  type: string,
  logicalId: string | undefined,
): ResolvedResource {
  const ids = [...template.types].filter(([, one]) => one === type).map(([id]) => id);
  const chosen = logicalId === undefined ? ids : ids.filter((id) => id === logicalId);
  const [id] = chosen;
  if (id !== undefined && chosen.length === 1) return template.resource(id);
  const found = ids.length === 0 ? 'there is none' : `there are ${ids.join(', ')}`;
  throw new TemplateError('Resources', `which ${type} is meant? ${found}`, {
    advice: 'name it with --state-machine',
  });
}

/** A property below the resource's properties; undefined where it is not set. */
export function property(resource: ResolvedResource, ...names: string[]): Json | undefined {
  return names.reduce<Json | undefined>(
    (at, name) => (isObject(at) ? at[name] : undefined),
    resource.properties,
  );
}

/** The path of a property, for errors. */
export function pathOf({ logicalId }: ResolvedResource, ...names: string[]): string {
  return ['Resources', logicalId, 'Properties', ...names].join('.');
}

/** A property that is a text, if it is set. */
export function optionalText(resource: ResolvedResource, ...names: string[]): string | undefined {
  const value = property(resource, ...names);
  return value === undefined ? undefined : textAt(value, pathOf(resource, ...names));
}

/** A property that is a text. @throws TemplateError when it is not set. */
export function requiredText(resource: ResolvedResource, ...names: string[]): string {
  return textAt(property(resource, ...names), pathOf(resource, ...names));
}

/** A property that is a list; empty where it is not set. */
export function list(resource: ResolvedResource, ...names: string[]): readonly Json[] {
  const value = property(resource, ...names);
  return value === undefined ? [] : listAt(value, pathOf(resource, ...names));
}
