/** The Node.js processes of a deleted stack went on until the emulator ended. */

import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { DeleteFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { isAlive } from 'helpers/is-alive';
import { poll } from 'helpers/poll';
import { rootOf } from 'helpers/root-credentials';
import { createStack } from 'test-fixtures/create-stack';
import { emulatorForTests } from 'test-fixtures/emulator-fixture';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { type Clients, clients } from '../../aws/clients.ts';
import { LOCAL } from '../../aws/environment.ts';

const { start } = emulatorForTests();
let aws: Clients;

beforeAll(async () => {
  const { url } = await start();
  aws = clients({ url, region: LOCAL.region }, rootOf(LOCAL.account));
  for (const name of ['one', 'other']) {
    await createStack(aws.cloudFormation, { name, template: stackOf(name) });
  }
}, TIMEOUT);

/** A stack of two functions that return the id of their process. */
const stackOf = (name: string) =>
  JSON.stringify({
    Resources: Object.fromEntries(
      ['First', 'Second'].map((id) => [
        id,
        {
          Type: 'AWS::Lambda::Function',
          Properties: {
            FunctionName: `${name}-${id.toLowerCase()}`,
            Handler: 'index.handler',
            Runtime: 'nodejs24.x',
            Role: `arn:aws:iam::${LOCAL.account}:role/any`,
            Code: { ZipFile: 'exports.handler = async () => process.pid;' },
          },
        },
      ]),
    ),
  });

/** Calls a function. @returns the id of the process that ran it. */
async function processOf(FunctionName: string): Promise<number> {
  const { Payload } = await aws.lambda.send(new InvokeCommand({ FunctionName }));
  return Number(Payload?.transformToString());
}

describe('the process of a function', () => {
  // id: processes-end-with-function
  it(
    'ends when its stack or function is deleted, and continues when another one is deleted',
    async () => {
      const names = ['one-first', 'one-second', 'other-first', 'other-second'];
      const [first = 0, second = 0, third = 0, fourth = 0] = await Promise.all(
        names.map(processOf),
      );
      expect([first, second, third, fourth].every(isAlive)).toBe(true);

      await aws.cloudFormation.send(new DeleteStackCommand({ StackName: 'one' }));
      await poll('The end of the processes', async () =>
        isAlive(first) || isAlive(second) ? undefined : true,
      );
      await aws.lambda.send(new DeleteFunctionCommand({ FunctionName: 'other-first' }));
      await poll('The end of the process', async () => (isAlive(third) ? undefined : true));

      expect(await processOf('other-second')).toBe(fourth);
    },
    TIMEOUT,
  );
});
