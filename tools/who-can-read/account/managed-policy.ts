import { GetPolicyCommand, GetPolicyVersionCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { PolicyDocument, PolicyKind } from '../policy/policy-document.ts';
import { managedSource } from './names-of.ts';
import { parseDocument } from './policy-text.ts';

/**
 * The default version of a managed policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html
 * @throws InvalidPolicyError, and what IAM throws.
 */
export async function readManagedPolicy(
  iam: IAMClient,
  arn: string,
  kind: PolicyKind = 'identity-policy',
): Promise<PolicyDocument> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
  const versioned = { PolicyArn: arn, VersionId: Policy?.DefaultVersionId };
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand(versioned));
  return parseDocument(PolicyVersion?.Document, kind, managedSource(arn));
}
