import {
  GetGroupPolicyCommand,
  type IAMClient,
  paginateListAttachedGroupPolicies,
  paginateListGroupPolicies,
} from '@aws-sdk/client-iam';
import { allItems } from './all-pages.ts';
import type { PolicyHolder } from './attached.ts';
import { arnsOf } from './names-of.ts';
import { parseDocument } from './policy-text.ts';

/** The calls that return the policies of a group. */
export function groupHolder(iam: IAMClient, GroupName: string): PolicyHolder {
  return {
    name: `group ${GroupName}`,
    inlineNames: () =>
      allItems(paginateListGroupPolicies({ client: iam }, { GroupName }), (p) => p.PolicyNames),
    inline: async (PolicyName, source) => {
      const found = await iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }));
      return parseDocument(found.PolicyDocument, 'identity-policy', source);
    },
    attachedArns: () =>
      allItems(paginateListAttachedGroupPolicies({ client: iam }, { GroupName }), arnsOf),
  };
}
