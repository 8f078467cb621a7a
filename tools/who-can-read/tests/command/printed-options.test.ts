import { describe, expect, it } from '@jest/globals';
import { run } from '../../command/run-report.ts';

const keyArn = 'arn:aws:kms:us-east-1:444455556666:key/11111111-2222-4333-8444-555555555555';
const allow = (more: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', ...more }],
});
const keyPolicy = JSON.stringify(allow({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }));

const templateWith = (keyId: unknown, more: object = {}) => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'states.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: '{}',
        EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: keyId },
      },
    },
  },
  ...more,
});

const ask = (template: object, args: readonly string[]) =>
  run(['--template', 't.json', ...args], {
    read: async (file) => (file === 't.json' ? JSON.stringify(template) : keyPolicy),
    stack: async () => [],
    paint: (_, text) => text,
    show: () => {},
  });

/** The options that the report asks for, as a shell would split them. */
const printed = (text: string): readonly string[] =>
  [...text.replaceAll(/\s+/g, ' ').matchAll(/add (--[a-z-]+) ('[^']*'|\S+)/g)].flatMap(
    ([, option = '', value = '']) => [
      option,
      value
        .replaceAll("'", '')
        .replace(/VALUE$/, keyArn)
        .replace(/FILE$/, 'policy.json'),
    ],
  );

const templates = {
  'a parameter': templateWith({ Ref: 'KeyArn' }, { Parameters: { KeyArn: { Type: 'String' } } }),
  'an export of another stack': templateWith({ 'Fn::ImportValue': 'key-arn' }),
  'a parameter of Systems Manager': templateWith('{{resolve:ssm:/keys/orders}}'),
  'an alias': templateWith('alias/orders'),
  'a key of another account': templateWith(keyArn),
};

// id: printed-options-work
describe('the options that a report asks for', () => {
  it.each(Object.entries(templates))(
    'work as they stand for %s, until nothing is unknown',
    async (_, template) => {
      const given: string[] = [];
      let { stdout, exitCode } = await ask(template, []);
      expect(stdout).toContain('unknown');
      for (let round = 0; round < 5 && printed(stdout).length > 0; round += 1) {
        given.push(...printed(stdout));
        ({ stdout, exitCode } = await ask(template, given));
        expect(exitCode).toBe(0);
      }

      expect(given.length).toBeGreaterThan(0);
      expect(stdout).not.toMatch(/Unknown value|could not be read/i);
      expect(stdout).toContain(keyArn);
    },
  );
});
