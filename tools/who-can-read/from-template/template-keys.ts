import { allowAll } from '../account/allow-all.ts';
import { knowledge, type PartialKnowledge } from '../account/partial-knowledge.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { ResolvedTemplate } from '../template/index.ts';
import { ofType, optionalText, property } from './resource-properties.ts';

/** Looks up a key by what a property names it by: ARN, id, or alias. */
export type Keys = (name: string) => PartialKnowledge<KmsKey>;

/**
 * The keys of a template. A key that is not in it is somebody else's: its policy is unknown.
 * @param others keys that are known from elsewhere, by ARN.
 * @throws InvalidPolicyError for a key policy that KMS would refuse.
 */
export function keysOf(template: ResolvedTemplate, others: readonly KmsKey[] = []): Keys {
  const known = new Map<string, KmsKey>(others.map((key) => [key.arn, key]));
  for (const resource of ofType(template, 'AWS::KMS::Key')) {
    const arn = resource.attribute('Arn');
    const spec = optionalText(resource, 'KeySpec') ?? 'SYMMETRIC_DEFAULT';
    const key: KmsKey = {
      arn,
      state: optionalText(resource, 'Enabled') === 'false' ? 'Disabled' : 'Enabled',
      policy: parsePolicy(
        property(resource, 'KeyPolicy') ?? defaultPolicy(template),
        'key-policy',
        `key policy of ${resource.logicalId}`,
      ),
      grants: [],
      spec,
      usage: optionalText(resource, 'KeyUsage') ?? 'ENCRYPT_DECRYPT',
      origin: optionalText(resource, 'Origin') ?? 'AWS_KMS',
      multiRegion: optionalText(resource, 'MultiRegion') === 'true',
    };
    known.set(arn, key).set(resource.ref(), key);
  }
  for (const alias of ofType(template, 'AWS::KMS::Alias')) {
    const key = known.get(optionalText(alias, 'TargetKeyId') ?? '');
    if (key) known.set(alias.ref(), key);
  }
  return (name) => {
    const key = known.get(name) ?? known.get(name.replace(/^arn:[^:]+:kms:[^:]+:\d+:/, ''));
    return key ? knowledge(key) : foreignKey(name);
  };
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultPolicy({ location: { partition, account } }: ResolvedTemplate): object {
  const Principal = { AWS: `arn:${partition}:iam::${account}:root` };
  const statement = { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' };
  const Sid = 'Enable IAM User Permissions';
  return { Version: '2012-10-17', Statement: [{ Sid, ...statement }] };
}

function foreignKey(arn: string): PartialKnowledge<KmsKey> {
  const policy = allowAll('key-policy', 'policy of the foreign key');
  const what = `policy of key ${arn}`;
  const unread = [{ what, why: 'the template does not hold it', code: 'NotInTemplate' }];
  return knowledge({ arn, state: 'Enabled', policy, grants: [] }, unread);
}
