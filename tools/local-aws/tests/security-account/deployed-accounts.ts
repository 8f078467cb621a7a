import { EncryptCommand } from '@aws-sdk/client-kms';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { createStack, templateText } from 'test-fixtures/create-stack';
import { ACCOUNTS } from 'test-fixtures/foreign-key';
import { allow, type GatewayFixture } from 'test-fixtures/gateway-fixture';
import { sdkFor } from 'test-fixtures/sdk-clients';
import { LOCAL, withAws } from '../../aws/environment.ts';
import { deploy, outputs, type StackOutputs } from '../../stack/sam.ts';

const { security, member, other } = ACCOUNTS;
const region = LOCAL.region;

/** The SAM CLI as the root user of an account. */
export const samIn = ({ tools, env, gateway }: GatewayFixture, account: string) => ({
  sam: tools.sam,
  env: withAws(env, { url: gateway.url, region }, rootOf(account)),
});

/** Creates the key of an account's workflow in the security account. @returns its ARN. */
export async function keyFor(
  fixture: GatewayFixture,
  account: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const made = await createStack(fixture.sdk(rootOf(security)).cloudFormation, {
    name: `key-of-${account}`,
    template: await templateText('stacks/security-account/template.yaml'),
    parameters: { MemberAccountId: account, ...more },
  });
  return made['StateMachineKmsKeyArn'] ?? '';
}

/** Deploys the built application with the SAM CLI in an account, with a given key. */
export async function applicationIn(
  fixture: GatewayFixture,
  account: string,
  template: string,
  StateMachineKmsKeyArn: string,
): Promise<StackOutputs> {
  await deploy(samIn(fixture, account), template, 'stock-trading', { StateMachineKmsKeyArn });
  return outputs(fixture.sdk(rootOf(account)).cloudFormation, 'stock-trading');
}

/** Starts a trade as the root user of an account. @returns the ARN of the execution. */
export async function trade(fixture: GatewayFixture, account: string, stateMachineArn: string) {
  const input = JSON.stringify({ ticker: 'AMZN', stock_price: 42 });
  const command = new StartExecutionCommand({ stateMachineArn, input });
  return (await fixture.sdk(rootOf(account)).stepFunctions.send(command)).executionArn ?? '';
}

/**
 * Returns a ciphertext under the key with the encryption context of a state machine. The key policy
 * allows this to no principal, so the emulator behind the gateway, which does not evaluate such
 * conditions, makes it.
 */
export async function stolen(
  fixture: GatewayFixture,
  key: string,
  stateMachine: string,
): Promise<Uint8Array> {
  const { kms } = sdkFor(fixture.emulator.url, rootOf(security));
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({
      KeyId: key,
      Plaintext: new TextEncoder().encode('a trade'),
      EncryptionContext: { 'aws:states:stateMachineArn': stateMachine },
    }),
  );
  if (!CiphertextBlob) throw new Error('The emulator returned no ciphertext.');
  return CiphertextBlob;
}

/** The callers, by their names in the cases. */
export async function createIdentities(
  fixture: GatewayFixture,
): Promise<Readonly<Record<string, Credentials>>> {
  const auditor = async (account: string) => {
    const trust = { AWS: `arn:aws:iam::${account}:root` };
    const looking = allow('states:Describe*', 'states:Get*', 'kms:Decrypt');
    const role = await fixture.role('Auditor', trust, [looking], account);
    return fixture.session(role);
  };
  return {
    'root of the member': rootOf(member),
    'root of the security account': rootOf(security),
    'root of another account': rootOf(other),
    'administrator of the member': await fixture.user('admin', [allow('*')], member),
    'operator of the member': await fixture.user('operator', [allow('states:*')], member),
    'administrator of the security account': await fixture.user('admin', [allow('*')], security),
    'auditor of the member': await auditor(member),
    'auditor of another account': await auditor(other),
  };
}
