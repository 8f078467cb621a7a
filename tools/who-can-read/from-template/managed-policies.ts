import { managedSource } from '../account/names-of.ts';
import { knowledge, type PartialKnowledge } from '../account/partial-knowledge.ts';
import { awsManagedPolicy } from '../data/aws-managed-policies.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { TemplateResources } from '../template/index.ts';
import { hasHoles, isUnknown, readable } from '../unknown-text.ts';
import { ofType, property } from './resource-properties.ts';
import { policyOf, unknownDocument } from './template-policies.ts';

/** Looks up a managed policy by its ARN. */
export type ManagedPolicies = (arn: string) => PartialKnowledge<PolicyDocument>;

const AWS_MANAGED = /^arn:[^:]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/;

/**
 * Returns a look-up of managed policies: of the template, of AWS, and those whose document was given
 * as the value `policy:ARN`. Any other managed policy is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export function managedPoliciesOf(template: TemplateResources): ManagedPolicies {
  const known = new Map(
    ofType(template, 'AWS::IAM::ManagedPolicy').map((one) => [
      one.ref(),
      knowledge(
        policyOf({
          json: property(one, 'PolicyDocument'),
          kind: 'identity-policy',
          source: `policy ${one.logicalId}`,
          mayExist: one.mayExist,
        }),
      ),
    ]),
  );
  const found = new Map<string, PartialKnowledge<PolicyDocument>>();
  const lookUp = (arn: string): PartialKnowledge<PolicyDocument> => {
    const own = known.get(arn);
    if (own) return own;
    const source = hasHoles(arn) ? `managed policy ${readable(arn)}` : managedSource(arn);
    if (hasHoles(arn)) return unknownDocument('identity-policy', source, 'its name is unknown');
    const [, name = ''] = AWS_MANAGED.exec(arn) ?? [];
    const json = name === '' ? undefined : awsManagedPolicy(name);
    if (json !== undefined) return knowledge(parsePolicy(json, 'identity-policy', source));
    const given = template.value(`policy:${arn}`, `document of managed policy ${arn}`);
    return isUnknown(given)
      ? unknownDocument('identity-policy', source, 'the template does not contain it')
      : knowledge(policyOf({ json: given, kind: 'identity-policy', source }));
  };
  return (arn) => {
    const before = found.get(arn);
    if (before) return before;
    const policy = lookUp(arn);
    found.set(arn, policy);
    return policy;
  };
}
