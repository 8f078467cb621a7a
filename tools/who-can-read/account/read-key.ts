import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  type KMSClient,
  paginateListAliases,
  paginateListGrants,
  paginateListResourceTags,
} from '@aws-sdk/client-kms';
import type { KmsKey } from '../kms/kms-key.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { allItems } from './all-pages.ts';
import { allowAll } from './allow-all.ts';
import { keyFacts } from './key-facts.ts';
import { knowledge, type PartialKnowledge } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { grantOf } from './read-grant.ts';
import { type UnreadableLog, unreadableLog } from './unreadable.ts';

const HIDDEN = ['NotFoundException'];

/**
 * Returns a key with its state, policy and grants (all pages), and tags and aliases where they can be read;
 * without those two, conditions on them are unknown. A key of another account shows at most its
 * state and grants: GetKeyPolicy does not work across accounts. Needs kms:DescribeKey,
 * GetKeyPolicy, ListGrants, ListAliases, ListResourceTags.
 * https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 * @param keyId ARN of a key or an alias, or an id in the client's own account.
 * @throws what KMS throws, unless it denies access; NotFoundException, unless the key was named by
 * its ARN: KMS does not say whether a key of another account does not exist or is hidden.
 */
export async function readKey(kms: KMSClient, keyId: string): Promise<PartialKnowledge<KmsKey>> {
  const log = unreadableLog(keyId.includes(':key/') ? HIDDEN : []);
  const describe = async () =>
    (await kms.send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata;
  const facts = keyFacts(await log.attempt(`state of key ${keyId}`, describe, undefined), keyId);
  const [policy, grants, labels] = await Promise.all([
    readPolicy(kms, facts.arn, log),
    readGrants(kms, facts.arn, log),
    readLabels(kms, facts.arn),
  ]);
  // For a key of another account, an empty list of aliases does not say anything, because it is the
  // list of the caller's account.
  const known = log.unread.length === 0 ? labels : {};
  // An unread grant could allow any principal. A Deny of the policy would still apply.
  const most = grants ? policy : withAllowAll(policy);
  return knowledge({ ...facts, ...known, policy: most, grants: grants ?? [] }, log.unread);
}

function readPolicy(kms: KMSClient, KeyId: string, log: UnreadableLog): Promise<PolicyDocument> {
  const read = async () => {
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
    return parseDocument(Policy, 'key-policy', 'key policy');
  };
  return log.attempt(`policy of key ${KeyId}`, read, allowAll('key-policy', 'key policy'));
}

function readGrants(kms: KMSClient, KeyId: string, log: UnreadableLog) {
  const read = async () => {
    const entries = await allItems(paginateListGrants({ client: kms }, { KeyId }), (p) => p.Grants);
    return entries.map(grantOf);
  };
  return log.attempt(`grants on key ${KeyId}`, read, undefined);
}

/** Tags and aliases. If they cannot be read they are left out, so conditions on them are unknown. */
async function readLabels(kms: KMSClient, KeyId: string) {
  const ignored = unreadableLog(HIDDEN);
  const list = { client: kms };
  const [tags, aliases] = await Promise.all([
    ignored.attempt(
      'tags',
      () => allItems(paginateListResourceTags(list, { KeyId }), (p) => p.Tags),
      undefined,
    ),
    ignored.attempt(
      'aliases',
      () => allItems(paginateListAliases(list, { KeyId }), (p) => p.Aliases),
      undefined,
    ),
  ]);
  const pairs = tags?.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]);
  return {
    ...(pairs ? { tags: Object.fromEntries(pairs) } : {}),
    ...(aliases ? { aliases: aliases.flatMap(({ AliasName = [] }) => AliasName) } : {}),
  };
}

function withAllowAll(policy: PolicyDocument): PolicyDocument {
  const { statements } = allowAll('key-policy', 'grants on the key');
  return { ...policy, statements: [...policy.statements, ...statements] };
}
