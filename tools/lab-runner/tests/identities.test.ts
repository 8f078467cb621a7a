import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import { IDENTITIES } from 'local-aws/identities/identities';
import { parse } from 'yaml';

const template = parse(
  await readFile(join(PATHS.root, 'stacks/lab-identities/template.yaml'), 'utf8'),
  {
    customTags: ['Ref', 'Sub', 'GetAtt'].map((name) => ({
      tag: `!${name}`,
      resolve: (text: string) => text,
    })),
  },
);

describe('the identities of the workshop in a real account', () => {
  it.each([
    ['operator', 'OperatorRole'],
    ['key-administrator', 'KeyAdministratorRole'],
    ['auditor', 'AuditorRole'],
  ] as const)('have the same permissions as on this machine: %s', (name, role) => {
    const { Policies, AssumeRolePolicyDocument } = template.Resources[role].Properties;
    expect(Policies).toHaveLength(1);
    expect(Policies[0].PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: IDENTITIES[name].allows, Resource: '*' },
    ]);
    expect(AssumeRolePolicyDocument.Statement).toMatchObject([
      { Principal: { AWS: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
    ]);
  });
});
