import type { Ternary } from '../policy/ternary.ts';
import { hasHoles, hole } from '../unknown-text.ts';
import { adviceOnName } from './close-names.ts';
import { isObject, type Json, type JsonObject } from './json-value.ts';
import { truthOf, truthValue } from './logical-functions.ts';
import type { Scope } from './scope.ts';
import { TemplateError, whileResolving } from './template-error.ts';

/**
 * Returns a function that looks up conditions, each resolved once. They can use parameters only.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
 * @param scopeOf makes the scope in which conditions are resolved from the finished look-up.
 */
export function conditions(
  declared: JsonObject,
  scopeOf: (condition: Scope['condition']) => Scope,
): Scope['condition'] {
  const known = new Map<string, Ternary | 'being resolved'>();
  const condition = (name: string, path: string): boolean | string => {
    if (hasHoles(name)) return name;
    const found = known.get(name);
    if (found === 'being resolved') {
      throw new TemplateError(`Conditions.${name}`, 'depends on itself', {
        advice: 'remove one of the references that make the loop',
      });
    }
    if (found) return truthValue(found, name);
    const json = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (json === undefined) {
      throw new TemplateError(path, `there is no condition ${name}`, {
        advice: adviceOnName(name, Object.keys(declared), 'Conditions has'),
      });
    }
    const truth = whileResolving(known, name, () =>
      truthOf(json, scopeOf(condition), `Conditions.${name}`),
    );
    known.set(name, truth);
    if (truth === 'unknown') {
      const scope = scopeOf(condition);
      scope.unknown.derived(`condition ${name}`, unknownIn(json, scope));
    }
    return truthValue(truth, name);
  };
  return condition;
}

/** The values that a condition uses: parameters, and holes for other conditions. */
function unknownIn(json: Json, scope: Scope): readonly Json[] {
  if (Array.isArray(json)) return json.flatMap((one) => unknownIn(one, scope));
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, one]) => {
    if (name === 'Ref' && typeof one === 'string') return [scope.parameters.get(one) ?? null];
    if (name === 'Condition' && typeof one === 'string') return [hole(`condition ${one}`)];
    return unknownIn(one, scope);
  });
}
