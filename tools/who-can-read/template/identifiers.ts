import type { DeclaredResources } from './declared.ts';
import { textAt } from './json-value.ts';
import { type Named, type Placeholder, placeholders } from './placeholders.ts';
import { resolve } from './resolve-value.ts';
import type { Scope, StackLocation } from './scope.ts';
import { TemplateError } from './template-error.ts';

/** What Ref and GetAtt return for the resources of a template. */
export type Identifiers = Pick<Scope, 'refer' | 'attribute'>;

/**
 * Looks up names and ARNs. Only the properties that name a resource are worked out for it, since
 * others may refer to the resource in turn.
 * @param scope with which names are worked out.
 */
export function identifiers(
  declared: DeclaredResources,
  location: StackLocation,
  scope: () => Scope,
): Identifiers {
  const naming = new Set<string>();

  function property(id: string, name: string): string | undefined {
    const path = `Resources.${id}.Properties.${name}`;
    const value = declared.get(id)?.properties[name];
    const found = value === undefined ? undefined : resolve(value, scope(), path);
    return found === undefined ? undefined : textAt(found, path);
  }

  function named(logicalId: string, { nameProperty }: Placeholder, path: string): Named {
    if (naming.has(logicalId)) throw new TemplateError(path, `${logicalId} depends on itself`);
    naming.add(logicalId);
    try {
      const name = nameProperty === undefined ? undefined : property(logicalId, nameProperty);
      const named = { logicalId, location, path: property(logicalId, 'Path') ?? '/' };
      return name === undefined ? named : { ...named, name };
    } finally {
      naming.delete(logicalId);
    }
  }

  return {
    refer(id, path) {
      const placeholder = placeholderOf(declared, id, path);
      return placeholder.ref(named(id, placeholder, path));
    },
    attribute(id, name, path) {
      const placeholder = placeholderOf(declared, id, path);
      const { attributes } = placeholder;
      const found = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (!found) throw new TemplateError(path, `${id}.${name} is not known offline`);
      return found(named(id, placeholder, path));
    },
  };
}

function placeholderOf(declared: DeclaredResources, id: string, path: string): Placeholder {
  const type = declared.get(id)?.type;
  if (type === undefined) throw new TemplateError(path, `there is no parameter or resource ${id}`);
  const found = Object.hasOwn(placeholders, type) ? placeholders[type] : undefined;
  if (found) return found;
  throw new TemplateError(path, `${id} is a ${type}, whose name is not known offline`);
}
