import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { clientDeadlines } from 'helpers/client-deadlines';
import { type AccountClients, adminClients } from '../emulator-state/admin-clients.ts';
import { TIMEOUT } from '../timeouts.ts';

/** The capabilities of an emulator that the gateway depends on. */
export type Capability = 'keeps-keys' | 'keeps-execution-keys' | 'checks-signatures' | 'has-iam';

/** `unknown`: the emulator did not execute a request of the probe. */
export type Probed = Readonly<Record<Capability, 'yes' | 'no' | 'unknown'>>;

const REGION = 'us-east-1';
/** An account for the probe, in emulators that separate accounts. */
const ACCOUNT = '000000000042';
const NAME = 'key-gateway-probe';
const definition = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });

/**
 * Tests which capabilities an emulator lacks. It creates a key, a role, a state machine and an
 * execution in an account of its own, and deletes what can be deleted.
 *
 * @param upstream URL of the emulator.
 */
export async function probeUpstream(upstream: string): Promise<Probed> {
  const admin = adminClients(upstream);
  const clients = admin.of(ACCOUNT, REGION);
  try {
    const role = await createRole(clients);
    const keys = await probeKeys(clients, role ?? `arn:aws:iam::${ACCOUNT}:role/${NAME}`);
    return {
      ...keys,
      'has-iam': role === undefined ? 'no' : 'yes',
      'checks-signatures': await probeSignatures(upstream),
    };
  } finally {
    await clients.iam.send(new DeleteRoleCommand({ RoleName: NAME })).catch(() => {});
    admin.destroy();
  }
}

/** Returns a line for each capability that an emulator lacks. */
export function missingLines(probed: Probed): readonly string[] {
  return (Object.keys(lines) as Capability[]).flatMap((capability) => {
    const found = probed[capability];
    if (found === 'yes') return [];
    return `  ${lines[capability]}${found === 'unknown' ? ' (unknown: the emulator did not answer)' : ''}`;
  });
}

const lines: Readonly<Record<Capability, string>> = {
  'keeps-keys':
    'The emulator stores no key of a state machine: the gateway remembers the keys that it sees.',
  'keeps-execution-keys':
    'The emulator stores no key of an execution: the gateway remembers those that it sees start.',
  'checks-signatures':
    'The emulator checks no signatures: a caller can use any access key without its secret.',
  'has-iam': 'The emulator has no IAM: the gateway cannot read the policies of users and roles.',
};

async function createRole({ iam }: AccountClients): Promise<string | undefined> {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'states.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  });
  try {
    const role = { RoleName: NAME, AssumeRolePolicyDocument };
    return (await iam.send(new CreateRoleCommand(role))).Role?.Arn;
  } catch {
    return undefined;
  }
}

type Keys = Pick<Probed, 'keeps-keys' | 'keeps-execution-keys'>;

async function probeKeys({ kms, sfn }: AccountClients, roleArn: string): Promise<Keys> {
  let keyId: string | undefined;
  let stateMachineArn: string | undefined;
  let keeps: Keys = { 'keeps-keys': 'unknown', 'keeps-execution-keys': 'unknown' };
  try {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand());
    keyId = KeyMetadata?.KeyId;
    const encryptionConfiguration = {
      type: 'CUSTOMER_MANAGED_KMS_KEY',
      kmsKeyId: KeyMetadata?.Arn,
    } as const;
    const stateMachine = { name: NAME, roleArn, definition, encryptionConfiguration };
    ({ stateMachineArn } = await sfn.send(new CreateStateMachineCommand(stateMachine)));
    const shown = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
    keeps = { ...keeps, 'keeps-keys': isEncrypted(shown) };
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
    const owned = { type: 'AWS_OWNED_KEY' } as const;
    await sfn.send(
      new UpdateStateMachineCommand({ stateMachineArn, encryptionConfiguration: owned }),
    );
    const then = await sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    keeps = { ...keeps, 'keeps-execution-keys': isEncrypted(then) };
  } catch {
    // A result that could not be determined stays unknown.
  }
  await sfn.send(new DeleteStateMachineCommand({ stateMachineArn })).catch(() => {});
  const deletion = { KeyId: keyId, PendingWindowInDays: 7 };
  await kms.send(new ScheduleKeyDeletionCommand(deletion)).catch(() => {});
  return keeps;
}

function isEncrypted(found: {
  encryptionConfiguration?: { type?: string | undefined } | undefined;
}) {
  return found.encryptionConfiguration?.type === 'CUSTOMER_MANAGED_KMS_KEY' ? 'yes' : 'no';
}

async function probeSignatures(endpoint: string): Promise<'yes' | 'no' | 'unknown'> {
  const credentials = { accessKeyId: 'AKIAKEYGATEWAYPROBE0', secretAccessKey: 'not-a-secret' };
  const requestHandler = clientDeadlines({ request: TIMEOUT.adminRequest });
  const settings = { endpoint, region: REGION, credentials, requestHandler, maxAttempts: 1 };
  const sfn = new SFNClient(settings);
  try {
    await sfn.send(new ListStateMachinesCommand());
    return 'no';
  } catch (error) {
    // An answer of the service, and not a failed connection.
    return error instanceof Error && '$fault' in error ? 'yes' : 'unknown';
  } finally {
    sfn.destroy();
  }
}
