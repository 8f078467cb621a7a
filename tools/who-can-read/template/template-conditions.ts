import type { JsonObject } from './json-value.ts';
import { resolved } from './resolve-value.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/**
 * Looks up conditions, each worked out once. They may use parameters alone.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
 * @param scopeOf makes the scope in which conditions are worked out from the finished look-up.
 */
export function conditions(
  declared: JsonObject,
  scopeOf: (condition: Scope['condition']) => Scope,
): Scope['condition'] {
  const known = new Map<string, boolean | 'being worked out'>();
  const condition = (name: string, path: string): boolean => {
    const found = known.get(name);
    if (typeof found === 'boolean') return found;
    const json = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (json === undefined) throw new TemplateError(path, `there is no condition ${name}`);
    const own = `Conditions.${name}`;
    if (found) throw new TemplateError(own, 'depends on itself');
    known.set(name, 'being worked out');
    const value = resolved(json, scopeOf(condition), own);
    if (typeof value !== 'boolean') throw new TemplateError(own, 'must be a condition');
    known.set(name, value);
    return value;
  };
  return condition;
}
