/** The roles of `cdk bootstrap` had a trust policy with an empty principal, and nothing could assume them. */

import { GetRoleCommand } from '@aws-sdk/client-iam';
import { beforeAll, describe, expect, it } from '@jest/globals';
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
}, TIMEOUT);

const trusts = (AWS: unknown) => ({
  ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } },
});

/** A role whose last statement depends on a condition, as in the template of `cdk bootstrap`. */
const template = JSON.stringify({
  Parameters: {
    Name: { Type: 'String' },
    Trusted: { Type: 'CommaDelimitedList', Default: '' },
  },
  Mappings: { Regions: { [LOCAL.region]: { Kind: 'near' } } },
  Conditions: {
    HasTrusted: {
      'Fn::Not': [{ 'Fn::Equals': ['', { 'Fn::Join': ['', { Ref: 'Trusted' }] }] }],
    },
    IsNear: {
      'Fn::Equals': ['near', { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'Kind'] }],
    },
  },
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: { Ref: 'Name' },
        Description: { 'Fn::If': ['IsNear', 'near', 'far'] },
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            trusts({ Ref: 'AWS::AccountId' }),
            { 'Fn::If': ['HasTrusted', trusts({ Ref: 'Trusted' }), { Ref: 'AWS::NoValue' }] },
          ],
        },
      },
    },
  },
});

async function roleOf(name: string, parameters: Readonly<Record<string, string>>) {
  await createStack(aws.cloudFormation, {
    name,
    template,
    parameters: { Name: name, ...parameters },
  });
  const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName: name }));
  const { Statement } = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''));
  const principals = Statement.map((one: ReturnType<typeof trusts>) => one.Principal.AWS);
  return { principals, description: Role?.Description };
}

describe('a condition of a template', () => {
  // id: functions-in-conditions
  it.each([
    ['without', {}, [LOCAL.account]],
    ['with', { Trusted: '222233334444' }, [LOCAL.account, ['222233334444']]],
  ])('evaluates functions, %s trusted accounts', async (name, parameters, principals) => {
    expect(await roleOf(name, parameters)).toEqual({ principals, description: 'near' });
  });
});
