import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as kms from '@aws-sdk/client-kms';
import { describe, expect, it } from '@jest/globals';
import { isKmsOperation, kmsOperations } from '../../index.ts';

const withoutKey = [
  ...['ConnectCustomKeyStore', 'CreateCustomKeyStore', 'CreateKey', 'DeleteCustomKeyStore'],
  ...['DescribeCustomKeyStores', 'DisconnectCustomKeyStore', 'GenerateRandom', 'ListAliases'],
  ...['ListKeys', 'ListRetirableGrants', 'UpdateCustomKeyStore'],
];
const commands = Object.keys(kms)
  .filter((name) => name.endsWith('Command') && name !== '$Command')
  .map((name) => name.slice(0, -'Command'.length))
  .filter((name) => !withoutKey.includes(name))
  .flatMap((name) => (name === 'ReEncrypt' ? ['ReEncryptFrom', 'ReEncryptTo'] : [name]));

/** Returns what the documentation in the SDK says about cross-account use. */
function documentedAcross(operation: string): boolean {
  const command = operation.startsWith('ReEncrypt') ? 'ReEncrypt' : operation;
  const root = dirname(createRequire(import.meta.url).resolve('@aws-sdk/client-kms/package.json'));
  const file = join(root, 'dist-types', 'commands', `${command}Command.d.ts`);
  const answer = /Cross-account use<\/b>:?\s*(Yes|No|The source)/.exec(readFileSync(file, 'utf8'));
  if (!answer) throw new Error(`${operation}: no word on use across accounts`);
  return answer[1] !== 'No';
}

describe('the table of KMS operations', () => {
  it('has exactly the operations of the SDK that use a key', () => {
    expect(Object.keys(kmsOperations).sort()).toEqual([...commands].sort());
  });

  it.each(commands)('agrees with the documentation on cross-account use of %s', (name) => {
    if (!isKmsOperation(name)) throw new Error(`${name} is not in the table`);

    expect(kmsOperations[name].crossAccount).toBe(documentedAcross(name));
  });
});
