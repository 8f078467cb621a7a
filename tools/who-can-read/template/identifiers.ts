import { hasHoles } from '../unknown-text.ts';
import { adviceOnName } from './close-names.ts';
import type { DeclaredResources } from './declared.ts';
import { withDynamicReferences } from './dynamic-references.ts';
import { textOf } from './either.ts';
import type { Json } from './json-value.ts';
import { type Named, type Placeholder, placeholders } from './placeholders.ts';
import { resolve } from './resolve-value.ts';
import type { Scope, StackLocation } from './scope.ts';
import { TemplateError } from './template-error.ts';

/** What Ref and GetAtt return for the resources of a template. */
export type Identifiers = Pick<Scope, 'refer' | 'attribute'>;

/** How names are resolved. */
export interface IdentifierOptions {
  readonly location: StackLocation;
  readonly scope: () => Scope;
  /** Whether a macro can add resources that the template does not show. */
  readonly mayHaveMore: boolean;
  /** Returns an output of a nested stack; undefined where its template is not known. */
  readonly nestedOutput: (logicalId: string, output: string, path: string) => Json | undefined;
}

/**
 * Returns functions that look up names and ARNs. They resolve only the properties that name a resource,
 * because other properties can refer back to the resource.
 */
export function identifiers(
  declared: DeclaredResources,
  { location, scope, mayHaveMore, nestedOutput }: IdentifierOptions,
): Identifiers {
  const naming = new Set<string>();

  function property(id: string, name: string): string | undefined {
    const path = `Resources.${id}.Properties.${name}`;
    const value = declared.get(id)?.properties[name];
    const found = value === undefined ? undefined : resolve(value, scope(), path);
    if (found === undefined) return undefined;
    return textOf(withDynamicReferences(found, scope().unknown, path), path);
  }

  function named(logicalId: string, { nameProperty }: Placeholder, path: string): Named {
    if (naming.has(logicalId)) {
      throw new TemplateError(path, `${logicalId} depends on itself`, {
        advice: 'remove one of the references that make the loop',
      });
    }
    naming.add(logicalId);
    try {
      const name = nameProperty === undefined ? undefined : property(logicalId, nameProperty);
      const named = { logicalId, location, path: property(logicalId, 'Path') ?? '/' };
      return name === undefined ? named : { ...named, name };
    } finally {
      naming.delete(logicalId);
    }
  }

  function look(id: string, attribute: string | undefined, path: string): Json {
    const type = declared.get(id)?.type;
    const key = attribute === undefined ? id : `${id}.${attribute}`;
    if (type === undefined) {
      if (mayHaveMore) return scope().unknown.value(key, `${key}, which a macro makes`);
      throw new TemplateError(path, `there is no parameter or resource ${id}`, {
        advice: adviceOnName(id, [...scope().parameters.keys(), ...declared.keys()], 'there are'),
      });
    }
    const placeholder = Object.hasOwn(placeholders, type) ? placeholders[type] : undefined;
    const found =
      attribute === undefined
        ? placeholder?.ref
        : placeholder && Object.hasOwn(placeholder.attributes, attribute)
          ? placeholder.attributes[attribute]
          : undefined;
    if (placeholder && found) {
      const resource = named(id, placeholder, path);
      if (!placeholder.onlyNamed || resource.name !== undefined) return found(resource);
      // The ARN contains the name, so that both are equal in all parts of the template.
      const name = attribute === undefined ? undefined : look(id, undefined, path);
      if (typeof name === 'string') return found({ ...resource, name });
    }
    if (attribute?.startsWith('Outputs.')) {
      const output = nestedOutput(id, attribute.slice('Outputs.'.length), path);
      if (output !== undefined) return output;
    }
    const what = attribute === undefined ? 'Ref' : attribute;
    return scope().unknown.value(key, `${what} of ${id} (${type}), known after deployment`);
  }

  return {
    refer: (id, path) => look(id, undefined, path),
    attribute: (id, name, path) => {
      if (!hasHoles(id) && !hasHoles(name)) return look(id, name, path);
      return scope().unknown.value(`attribute at ${path}`, 'an attribute of an unknown name', null);
    },
  };
}
