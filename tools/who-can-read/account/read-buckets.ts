import { GetBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { allowAll } from './allow-all.ts';
import { knowledge, type PartialKnowledge } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { unreadableLog } from './unreadable.ts';

/** Policies of buckets, by the name of the bucket. */
export type BucketPolicies = ReadonlyMap<string, PartialKnowledge<PolicyDocument>>;

/**
 * Errors after which the policy is unknown: the bucket does not exist or is in another Region, or the
 * endpoint does not support the call.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const CLOSED = [
  ...['NoSuchBucket', 'MethodNotAllowed', 'PermanentRedirect', 'InvalidBucketName'],
  ...['AllAccessDisabled', 'UnknownError', 'IllegalLocationConstraintException'],
];

/**
 * Returns the policies of buckets. Needs s3:GetBucketPolicy. The policy of a bucket of another account
 * is unknown.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 * @param account the account that must own the buckets.
 * @throws what S3 throws, unless it denies access or the bucket does not exist.
 */
export async function readBucketPolicies(
  s3: S3Client,
  names: readonly string[],
  account: string,
): Promise<BucketPolicies> {
  const found = new Map<string, PartialKnowledge<PolicyDocument>>();
  for (const name of new Set(names)) found.set(name, await readBucketPolicy(s3, name, account));
  return found;
}

async function readBucketPolicy(
  s3: S3Client,
  Bucket: string,
  ExpectedBucketOwner: string,
): Promise<PartialKnowledge<PolicyDocument>> {
  const log = unreadableLog(CLOSED);
  const source = `policy of bucket ${Bucket}`;
  const read = async (): Promise<PolicyDocument> => {
    try {
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket, ExpectedBucketOwner }));
      return parseDocument(Policy, 'resource-policy', source);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'NoSuchBucketPolicy')) throw error;
      return { kind: 'resource-policy', source, version: '2012-10-17', statements: [] };
    }
  };
  const policy = await log.attempt(source, read, allowAll('resource-policy', source));
  return knowledge(policy, log.unread);
}
