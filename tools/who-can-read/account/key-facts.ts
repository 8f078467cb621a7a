import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { KeyState, KmsKey } from '../kms/kms-key.ts';

const states: Readonly<Record<KeyState, true>> = {
  Enabled: true,
  Disabled: true,
  PendingDeletion: true,
  PendingImport: true,
  Unavailable: true,
  Creating: true,
  Updating: true,
  PendingReplicaDeletion: true,
};

type KeyFacts = Omit<KmsKey, 'policy' | 'grants' | 'tags' | 'aliases'>;

/**
 * Returns what DescribeKey says about a key. The state of a key that is not described is unknown;
 * `Enabled` is then its upper bound. A state of another name counts as `Unavailable`.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html
 */
export function keyFacts(found: KeyMetadata | undefined, keyId: string): KeyFacts {
  if (!found) return { arn: keyId, state: 'Enabled', stateUnknown: true };
  const { Arn, KeyState, KeySpec, KeyUsage, Origin, MultiRegion } = found;
  const keyType = found.MultiRegionConfiguration?.MultiRegionKeyType;
  return {
    arn: Arn ?? keyId,
    state: isState(KeyState) ? KeyState : 'Unavailable',
    ...(KeySpec === undefined ? {} : { spec: KeySpec }),
    ...(KeyUsage === undefined ? {} : { usage: KeyUsage }),
    ...(Origin === undefined ? {} : { origin: Origin }),
    ...(MultiRegion === undefined ? {} : { multiRegion: MultiRegion }),
    ...(keyType === undefined ? {} : { multiRegionKeyType: keyType }),
  };
}

function isState(name: string | undefined): name is KeyState {
  return name !== undefined && Object.hasOwn(states, name);
}
