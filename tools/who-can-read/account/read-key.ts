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
import { everyItem } from './all-pages.ts';
import { anything } from './allow-all.ts';
import { keyFacts } from './key-facts.ts';
import { type Reading, reading } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { grantOf } from './read-grant.ts';
import { type Notebook, notebook } from './unreadable.ts';

const HIDDEN = ['NotFoundException'];

/**
 * A key with its state, policy and grants (all pages), and tags and aliases where they may be
 * read; without those two, conditions on them are unknown. A key of another account shows its
 * state and grants at best: GetKeyPolicy does not work across accounts.
 * Needs kms:DescribeKey, GetKeyPolicy, ListGrants, ListAliases, ListResourceTags.
 * https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 * @param keyId ARN of a key or an alias, or an id in the client's own account.
 * @throws what KMS throws, unless it is a refusal; NotFoundException, unless the key was named by
 * its ARN: KMS does not say whether a key of another account is missing or merely hidden.
 */
export async function readKey(kms: KMSClient, keyId: string): Promise<Reading<KmsKey>> {
  const notes = notebook(keyId.includes(':key/') ? HIDDEN : []);
  const describe = async () =>
    (await kms.send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata;
  const facts = keyFacts(await notes.read(`state of key ${keyId}`, describe, undefined), keyId);
  const [policy, grants, labels] = await Promise.all([
    readPolicy(kms, facts.arn, notes),
    readGrants(kms, facts.arn, notes),
    readLabels(kms, facts.arn),
  ]);
  // Of a foreign key an empty list of aliases means nothing: it lists the caller's own account.
  const known = notes.unread.length === 0 ? labels : {};
  // A grant that is not shown could allow anyone; a Deny of the policy would still hold.
  const most = grants ? policy : withAnything(policy);
  return reading({ ...facts, ...known, policy: most, grants: grants ?? [] }, notes.unread);
}

function readPolicy(kms: KMSClient, KeyId: string, notes: Notebook): Promise<PolicyDocument> {
  const read = async () => {
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
    return parseDocument(Policy, 'key-policy', 'key policy');
  };
  return notes.read(`policy of key ${KeyId}`, read, anything('key-policy', 'key policy'));
}

function readGrants(kms: KMSClient, KeyId: string, notes: Notebook) {
  const read = async () => {
    const entries = await everyItem(
      paginateListGrants({ client: kms }, { KeyId }),
      (p) => p.Grants,
    );
    return entries.map(grantOf);
  };
  return notes.read(`grants on key ${KeyId}`, read, undefined);
}

/** Tags and aliases; left out where they may not be read, and so unknown to every condition. */
async function readLabels(kms: KMSClient, KeyId: string) {
  const quietly = notebook(HIDDEN);
  const list = { client: kms };
  const [tags, aliases] = await Promise.all([
    quietly.read(
      'tags',
      () => everyItem(paginateListResourceTags(list, { KeyId }), (p) => p.Tags),
      undefined,
    ),
    quietly.read(
      'aliases',
      () => everyItem(paginateListAliases(list, { KeyId }), (p) => p.Aliases),
      undefined,
    ),
  ]);
  const pairs = tags?.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]);
  return {
    ...(pairs ? { tags: Object.fromEntries(pairs) } : {}),
    ...(aliases ? { aliases: aliases.flatMap(({ AliasName = [] }) => AliasName) } : {}),
  };
}

function withAnything(policy: PolicyDocument): PolicyDocument {
  const { statements } = anything('key-policy', 'grants on the key');
  return { ...policy, statements: [...policy.statements, ...statements] };
}
