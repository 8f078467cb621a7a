import {
  GetGroupPolicyCommand,
  type IAMClient,
  paginateListAttachedGroupPolicies,
  paginateListGroupPolicies,
} from '@aws-sdk/client-iam';
import type { PolicyHolder } from './attached.ts';
import { parseDocument } from './document.ts';
import { arnsOf } from './names.ts';
import { everyItem } from './pages.ts';

/** Where the policies of a group come from. */
export function groupHolder(iam: IAMClient, GroupName: string): PolicyHolder {
  return {
    name: `group ${GroupName}`,
    inlineNames: () =>
      everyItem(paginateListGroupPolicies({ client: iam }, { GroupName }), (p) => p.PolicyNames),
    inline: async (PolicyName, source) => {
      const found = await iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }));
      return parseDocument(found.PolicyDocument, 'identity-policy', source);
    },
    attachedArns: () =>
      everyItem(paginateListAttachedGroupPolicies({ client: iam }, { GroupName }), arnsOf),
  };
}
