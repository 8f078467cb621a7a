import { IAMClient } from '@aws-sdk/client-iam';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { emulatorForTests } from 'test-fixtures/emulator-fixture';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { type Caller, decideKms, type KmsKey, readCaller, readKey } from 'who-can-read';
import { LOCAL } from '../../aws/environment.ts';
import { keyPolicies, policyText } from './key-policies.ts';
import {
  createIdentities,
  type IdentityName,
  identities,
  identityNames,
  type TestIdentity,
} from './stack-identities.ts';

// The tests start programs, and the machine can be busy.
jest.setTimeout(60_000);

const calls = {
  DescribeKey: (KeyId: string) => new DescribeKeyCommand({ KeyId }),
  Encrypt: (KeyId: string) => new EncryptCommand({ KeyId, Plaintext: new Uint8Array([1]) }),
  GenerateDataKey: (KeyId: string) => new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }),
} as const;
type Call = keyof typeof calls;
const callNames: readonly Call[] = ['DescribeKey', 'Encrypt', 'GenerateDataKey'];

const { start } = emulatorForTests();
let settings: { endpoint: string; region: string };
let credentials: Readonly<Record<IdentityName, Credentials>>;
const callers = new Map<IdentityName, Caller>();
const asRoot = () => ({ ...settings, credentials: rootOf(LOCAL.account) });

beforeAll(async () => {
  settings = { endpoint: (await start()).url, region: LOCAL.region };
  credentials = await createIdentities(new IAMClient(asRoot()), new STSClient(asRoot()));
  for (const name of identityNames) callers.set(name, await callerOf(name));
}, TIMEOUT);

/**
 * A known difference. A key policy that allows "*" allows a session directly, so only an explicit
 * Deny of its session policy can remove the permission. In the emulator the session policy limits
 * it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const differences: Readonly<Record<string, { readonly ours: object; readonly theirs: object }>> = {
  'that allows everyone, a session that a policy limits': {
    ours: { DescribeKey: 'denied', Encrypt: 'allowed', GenerateDataKey: 'denied' },
    theirs: { DescribeKey: 'denied', Encrypt: 'denied', GenerateDataKey: 'denied' },
  },
};

/** Returns whether the emulator allows the call. Any error other than a denial is thrown. */
async function emulated(actor: IdentityName, keyArn: string, call: Call): Promise<string> {
  const kms = new KMSClient({ ...settings, credentials: credentials[actor] });
  const command: { [name in Call]: () => Promise<unknown> } = {
    DescribeKey: () => kms.send(calls.DescribeKey(keyArn)),
    Encrypt: () => kms.send(calls.Encrypt(keyArn)),
    GenerateDataKey: () => kms.send(calls.GenerateDataKey(keyArn)),
  };
  try {
    await command[call]();
    return 'allowed';
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDeniedException') return 'denied';
    throw error;
  } finally {
    kms.destroy();
  }
}

/** Returns the facts about an identity from the account readers. */
async function callerOf(name: IdentityName): Promise<Caller> {
  const actor: TestIdentity = identities[name];
  const kind = actor.arn.includes(':user/') ? 'user' : 'role';
  const found = await readCaller(new IAMClient(asRoot()), { kind, arn: actor.arn }, actor.session);
  if (!found.complete) throw new Error(`${name} could not be read`);
  return found.value;
}

describe.each(Object.entries(keyPolicies))('a key policy %s', (name, statements) => {
  let key: KmsKey;
  beforeAll(async () => {
    const kms = new KMSClient(asRoot());
    const Policy = policyText(statements);
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ Policy, BypassPolicyLockoutSafetyCheck: true }),
    );
    const found = await readKey(kms, KeyMetadata?.Arn ?? '');
    if (!found.complete) throw new Error('the key could not be read');
    key = found.value;
  });

  it.each(identityNames)(
    'gives the same decisions in the emulator and in the engine for %s',
    async (actor) => {
      const theirs: Record<string, string> = {};
      const ours: Record<string, string> = {};
      const caller = callers.get(actor);
      if (!caller) throw new Error(`${actor} does not exist`);
      for (const operation of callNames) {
        theirs[operation] = await emulated(actor, key.arn, operation);
        ours[operation] = decideKms({ request: { operation }, caller, key }).outcome;
      }

      const { [`${name}, ${actor}`]: known } = differences;
      expect({ ours, theirs }).toEqual(known ?? { ours: theirs, theirs });
    },
  );
});
