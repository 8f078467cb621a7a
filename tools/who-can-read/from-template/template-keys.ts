import {
  knowledge,
  type PartialKnowledge,
  type Unread,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { ResolvedResource, TemplateResources } from '../template/index.ts';
import { hasHoles, hole, isUnknown, readable, sameText } from '../unknown-text.ts';
import { ofType, optionalText, property } from './resource-properties.ts';
import { tagsOf } from './resource-tags.ts';
import { policyOf, unknownDocument } from './template-policies.ts';

/** Looks up a key by what a property names it by: ARN, id, alias name or alias ARN. */
export type Keys = (name: string) => PartialKnowledge<KmsKey>;

const KEY_ARN = /^arn:[^:]+:kms:[^:]*:[^:]*:key\/(.+)$/;
const KNOWN_ACCOUNT = /^arn:[^:]+:kms:[^:]*:\d{12}:/;
const ALIAS_NAME = /^alias\//;
const ALIAS_ARN = /^arn:([^:]+):kms:([^:]*):(\d{12}):(alias\/.+)$/;

/**
 * Returns a look-up of the keys of the template and of other known keys. The policy of any other key is
 * unknown. For an alias that the template does not create, the key is also unknown.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 * @param others other known keys; an alias ARN instead of the key's ARN means that the key of the alias
 * has this policy.
 * @throws InvalidPolicyError for a key policy that KMS would reject.
 */
export function keysOf(template: TemplateResources, others: readonly KmsKey[] = []): Keys {
  const { partition, region, account } = template.location;
  const prefix = `arn:${partition}:kms:${region}:${account}:`;
  const known = new Map<string, PartialKnowledge<KmsKey>>();
  for (const key of others) {
    const alias = ALIAS_ARN.test(key.arn);
    const arn = alias ? keyBehind(key.arn, template) : key.arn;
    known.set(key.arn, knowledge({ ...key, arn }));
    if (alias) known.set(arn, knowledge({ ...key, arn }));
  }
  for (const resource of ofType(template, 'AWS::KMS::Key', 'AWS::KMS::ReplicaKey')) {
    const key = keyOf(resource, template);
    known.set(upperBound(key).arn, key).set(resource.ref(), key);
  }
  for (const alias of ofType(template, 'AWS::KMS::Alias')) {
    const key = known.get(optionalText(alias, 'TargetKeyId') ?? '');
    if (key) known.set(alias.ref(), key);
  }
  return (name) => {
    const found =
      known.get(name) ?? known.get(name.startsWith(prefix) ? name.slice(prefix.length) : name);
    if (found) return found;
    const short = known.get(name.replace(`${prefix}key/`, ''));
    return short ?? foreignKey(name, template, known);
  };
}

function keyOf(resource: ResolvedResource, template: TemplateResources): PartialKnowledge<KmsKey> {
  const replica = resource.type === 'AWS::KMS::ReplicaKey';
  const policy = policyOf({
    json: property(resource, 'KeyPolicy') ?? defaultPolicy(template),
    kind: 'key-policy',
    source: `key policy of ${resource.logicalId}`,
  });
  const existence: readonly Unread[] = resource.mayExist.map((why) => ({
    what: `whether key ${resource.logicalId} exists`,
    why,
    code: 'MayExist',
  }));
  const known = (name: string, otherwise: string) => {
    const text = optionalText(resource, name) ?? otherwise;
    return hasHoles(text) ? undefined : text;
  };
  const [spec, usage, origin] = [
    known('KeySpec', 'SYMMETRIC_DEFAULT'),
    known('KeyUsage', 'ENCRYPT_DECRYPT'),
    known('Origin', 'AWS_KMS'),
  ];
  const multiRegion = replica ? 'true' : known('MultiRegion', 'false');
  const enabled = known('Enabled', 'true');
  const tags = tagsOf(resource);
  const aliases = aliasesOf(resource, template);
  const key: KmsKey = {
    arn: resource.attribute('Arn'),
    state: enabled === 'false' ? 'Disabled' : 'Enabled',
    ...(enabled === undefined ? { stateUnknown: true } : {}),
    policy,
    grants: [],
    ...(spec === undefined ? {} : { spec }),
    ...(usage === undefined ? {} : { usage }),
    ...(origin === undefined ? {} : { origin }),
    ...(multiRegion === undefined ? {} : { multiRegion: multiRegion === 'true' }),
    // A template makes primary keys with AWS::KMS::Key and replicas with AWS::KMS::ReplicaKey.
    ...(multiRegion === 'true' ? { multiRegionKeyType: replica ? 'REPLICA' : 'PRIMARY' } : {}),
    // A stack can add its own tags to the tags of the template.
    ...(tags ? { tags, moreTags: true } : {}),
    ...(aliases ? { aliases } : {}),
  };
  return knowledge(key, [...existence, ...usability(resource)]);
}

/** Returns the unknown values that decide whether a key can decrypt the workflow's data. */
function usability(resource: ResolvedResource): readonly Unread[] {
  return ['Enabled', 'KeySpec', 'KeyUsage'].flatMap((name) => {
    const text = optionalText(resource, name) ?? '';
    const what = `${name} of key ${resource.logicalId}`;
    return hasHoles(text) ? [{ what, why: `it is ${readable(text)}`, code: 'NotInTemplate' }] : [];
  });
}

/**
 * Returns the aliases of a key in the template. Undefined if they depend on an unknown value, or if there
 * are none, because aliases can be created outside the template at any time.
 * https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
 */
function aliasesOf(
  resource: ResolvedResource,
  template: TemplateResources,
): readonly string[] | undefined {
  const found = ofType(template, 'AWS::KMS::Alias').map((alias) => {
    const target = optionalText(alias, 'TargetKeyId') ?? '';
    const on = [resource.ref(), resource.attribute('Arn')].map((name) => sameText(name, target));
    const name = alias.ref();
    if (on.includes('yes') && !hasHoles(name) && alias.mayExist.length === 0) return [name];
    return on.every((one) => one === 'no') ? [] : undefined;
  });
  const aliases = found.flatMap((one) => one ?? []);
  return aliases.length > 0 && found.every((one) => one !== undefined) ? aliases : undefined;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultPolicy({ location: { partition, account } }: TemplateResources) {
  const Principal = { AWS: `arn:${partition}:iam::${account}:root` };
  const statement = { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' };
  const Sid = 'Enable IAM User Permissions';
  return { Version: '2012-10-17', Statement: [{ Sid, ...statement }] };
}

/** Its policy is unknown unless it was given as the value `key-policy:ARN`. */
function foreignKey(
  name: string,
  template: TemplateResources,
  known: ReadonlyMap<string, PartialKnowledge<KmsKey>>,
): PartialKnowledge<KmsKey> {
  const arn = keyArnOf(name, template);
  const given = known.get(arn);
  if (given) return given;
  const open = hasHoles(name) && !ALIAS_NAME.test(name) && !KNOWN_ACCOUNT.test(name);
  const shown = readable(arn);
  const why = 'the template does not contain it';
  const policy = unknownDocument('key-policy', `policy of key ${shown}`, why);
  const key: KmsKey & { policy: PolicyDocument } = {
    arn,
    ...(open ? { partialArn: name } : {}),
    state: 'Enabled',
    policy: upperBound(policy),
    grants: [],
  };
  return knowledge(key, unreadOf(policy));
}

/** Returns the ARN of a key by any of its names. If only the alias is known, the id is a hole. */
export function keyArnOf(name: string, template: TemplateResources): string {
  const { partition, region, account } = template.location;
  const prefix = `arn:${partition}:kms:${region}:${account}:`;
  const [, id] = KEY_ARN.exec(name) ?? [];
  if (id !== undefined) return hasHoles(name.slice(0, -id.length)) ? `${prefix}key/${id}` : name;
  if (name.startsWith('alias/')) return keyBehind(prefix + name, template);
  if (ALIAS_ARN.test(name)) return keyBehind(name, template);
  return hasHoles(name) || name.startsWith('arn:')
    ? `${prefix}key/${isUnknown(name) ? name : hole(readable(name))}`
    : `${prefix}key/${name}`;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html */
function keyBehind(aliasArn: string, template: TemplateResources): string {
  const [, partition = '', region = '', account = '', alias = ''] = ALIAS_ARN.exec(aliasArn) ?? [];
  const own = template.location;
  const here = region === own.region && account === own.account;
  const key = readable(here ? alias : aliasArn);
  const found = template.value(
    key,
    `key of ${alias}: alias ARN and key ARN are different resources`,
  );
  if (typeof found === 'string' && KEY_ARN.test(found)) return found;
  const id = typeof found === 'string' && !isUnknown(found) ? found : hole(key);
  return `arn:${partition}:kms:${region}:${account}:key/${id}`;
}
