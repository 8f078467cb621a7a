import { type Json, type JsonObject, listAt, objectAt } from './json-value.ts';
import { resolved } from './resolve-value.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/**
 * Refuses parameter values that the template's own rules refuse.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 * @throws TemplateError with the AssertDescription of the first assertion that does not hold.
 */
export function checkRules(rules: JsonObject, scope: Scope): void {
  for (const [name, json] of Object.entries(rules)) {
    const path = `Rules.${name}`;
    const rule = objectAt(json, path);
    const { RuleCondition: when, Assertions: assertions = [] } = rule;
    if (when !== undefined && !truth(when, scope, `${path}.RuleCondition`)) continue;
    listAt(assertions, `${path}.Assertions`).forEach((one, at) => {
      const where = `${path}.Assertions[${at}]`;
      const { Assert: assert = null, AssertDescription: words } = objectAt(one, where);
      if (truth(assert, scope, `${where}.Assert`)) return;
      throw new TemplateError(path, typeof words === 'string' ? words : 'an assertion fails');
    });
  }
}

function truth(json: Json, scope: Scope, path: string): boolean {
  const value = resolved(json, scope, path);
  if (typeof value === 'boolean') return value;
  throw new TemplateError(path, 'must be a condition');
}
