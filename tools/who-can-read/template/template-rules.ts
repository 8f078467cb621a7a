import { type JsonObject, listAt, objectAt } from './json-value.ts';
import { truthOf } from './logical-functions.ts';
import type { Scope } from './scope.ts';
import { collectErrors, TemplateError } from './template-error.ts';

/**
 * Rejects parameter values that the rules of the template reject. A rule that depends on an unknown value
 * does not reject anything.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 * @throws TemplateError with the AssertDescription of an assertion that is false; TemplateErrors for several.
 */
export function checkRules(rules: JsonObject, scope: Scope): void {
  collectErrors(Object.entries(rules), ([name, json]) => {
    const path = `Rules.${name}`;
    const rule = objectAt(json, path);
    const { RuleCondition: when, Assertions: assertions = [] } = rule;
    if (when !== undefined && truthOf(when, scope, `${path}.RuleCondition`) !== 'yes') return [];
    collectErrors(listAt(assertions, `${path}.Assertions`).entries(), ([at, one]) => {
      const where = `${path}.Assertions[${at}]`;
      const { Assert: assert = null, AssertDescription: words } = objectAt(one, where);
      if (truthOf(assert, scope, `${where}.Assert`) !== 'no') return [];
      throw new TemplateError(where, typeof words === 'string' ? words : 'an assertion fails', {
        advice: 'give parameter values that meet the rule',
      });
    });
    return [];
  });
}
