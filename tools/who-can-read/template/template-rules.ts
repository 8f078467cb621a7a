import { type JsonObject, listAt, objectAt } from './json-value.ts';
import { truthOf } from './logical-functions.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/**
 * Rejects parameter values that the rules of the template reject. A rule that depends on an unknown value
 * does not reject anything.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 * @throws TemplateError with the AssertDescription of the first assertion that is false.
 */
export function checkRules(rules: JsonObject, scope: Scope): void {
  for (const [name, json] of Object.entries(rules)) {
    const path = `Rules.${name}`;
    const rule = objectAt(json, path);
    const { RuleCondition: when, Assertions: assertions = [] } = rule;
    if (when !== undefined && truthOf(when, scope, `${path}.RuleCondition`) !== 'yes') continue;
    listAt(assertions, `${path}.Assertions`).forEach((one, at) => {
      const where = `${path}.Assertions[${at}]`;
      const { Assert: assert = null, AssertDescription: words } = objectAt(one, where);
      if (truthOf(assert, scope, `${where}.Assert`) !== 'no') return;
      throw new TemplateError(path, typeof words === 'string' ? words : 'an assertion fails');
    });
  }
}
