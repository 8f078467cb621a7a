import { type ResolvedTemplate, TemplateError } from '../template/index.ts';

/** Types that bear on who can read, and that are not worked out here. */
const refused: readonly { readonly type: RegExp; readonly why: string }[] = [
  {
    type: /^AWS::Serverless::(?!Function$)/,
    why: 'what the SAM transform makes of it is not worked out here',
  },
  {
    type: /^AWS::IAM::(User|Group|UserPolicy|GroupPolicy|RolePolicy|UserToGroupAddition)$/,
    why: 'users and groups of a template are not worked out here',
  },
  {
    type: /^AWS::(CloudFormation::(Stack|StackSet|Macro|Module)|KMS::ReplicaKey)|::MODULE$/,
    why: 'what is in it is not worked out here',
  },
  {
    type: /^AWS::DynamoDB::GlobalTable$|^AWS::Logs::(SubscriptionFilter|Delivery|Destination)/,
    why: 'whom it lets read is not worked out here',
  },
];

/**
 * Refuses a template in which something bears on who can read that would be passed over.
 * @throws TemplateError naming the resource.
 */
export function refuseNotUnderstood({ types }: ResolvedTemplate): void {
  for (const [id, type] of types) {
    const found = refused.find((one) => one.type.test(type));
    if (found) throw new TemplateError(`Resources.${id}`, `${type}: ${found.why}`);
  }
}
