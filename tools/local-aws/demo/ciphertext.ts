import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EncryptCommand } from '@aws-sdk/client-kms';
import { rootOf } from 'helpers/root-credentials';
import { clients } from '../aws/clients.ts';
import { LOCAL } from '../aws/environment.ts';
import type { LocalAws } from '../local-aws.ts';
import type { StackOutputs } from '../stack/sam.ts';

/**
 * Writes a ciphertext under the workflow's key with the workflow's encryption context. The key
 * policy allows this to no principal of the account, so the emulator behind the gateway, which does
 * not evaluate such conditions, makes it.
 *
 * @returns the path of the file.
 */
export async function stolenCiphertext(local: LocalAws, stack: StackOutputs): Promise<string> {
  const behind = clients({ ...local.endpoint, url: local.emulator.url }, rootOf(LOCAL.account));
  const { CiphertextBlob } = await behind.kms.send(
    new EncryptCommand({
      KeyId: stack.StateMachineKmsKeyArn,
      Plaintext: new TextEncoder().encode('a trade'),
      EncryptionContext: { 'aws:states:stateMachineArn': stack.StockTradingStateMachineArn },
    }),
  );
  const path = join(local.folder, 'stolen.bin');
  await writeFile(path, CiphertextBlob ?? '');
  return path;
}
