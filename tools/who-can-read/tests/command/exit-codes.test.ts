import { describe, expect, it } from '@jest/globals';
import { textOf } from 'test-fixtures/resolved-stack';
import { formats } from '../../command/options.ts';
import { run } from '../../command/run-report.ts';

const allow = (action: string, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, ...more }],
});
const service = { Principal: { Service: 'states.amazonaws.com' } };
const role = (more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: allow('sts:AssumeRole', service), ...more },
});
/** A key that only a role can use. */
const key = (reader: string) => ({
  Type: 'AWS::KMS::Key',
  Properties: {
    KeyPolicy: allow('kms:*', {
      Principal: { AWS: { 'Fn::GetAtt': [reader, 'Arn'] } },
      Resource: '*',
    }),
  },
});
const stateMachine = (keyId: unknown) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
    DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}',
    EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: keyId },
  },
});
const ref = (name: string) => ({ Ref: name });
const plain = { Role: role(), Key: key('Role'), Machine: stateMachine(ref('Key')) };
const child = {
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: 'https://example.com/child.yaml' },
};

const json = {
  'plain.json': { Resources: plain },
  'unknown-key.json': {
    Parameters: { KeyArn: { Type: 'String' } },
    Resources: { Role: role(), Machine: stateMachine(ref('KeyArn')) },
  },
  'nested.json': { Resources: { ...plain, Child: child } },
  'unsupported.json': { Resources: { ...plain, New: { Type: 'AWS::NewService::Thing' } } },
  'two.json': {
    Resources: {
      ...plain,
      Other: role(),
      OtherKey: key('Other'),
      OtherMachine: stateMachine(ref('OtherKey')),
    },
  },
  'errors.json': { Resources: { ...plain, Other: role({ RoleName: ref('Missing') }) } },
  'no-machine.json': { Resources: { Role: role() } },
  'as-expected.json': { version: 1, readers: ['Role'], workflow: [] },
  'one-more.json': { version: 1, readers: [] },
  'one-less.json': { version: 1, readers: ['Role', 'Missing'] },
  'wrong-question.json': { version: 1, writers: [] },
  'wrong-version.json': { version: 7, readers: [] },
};
const texts = new Map([
  ...Object.entries(json).map(([name, value]) => [name, JSON.stringify(value)] as const),
  ['neither.yaml', 'a: ['] as const,
]);

const ask = (args: readonly string[]) =>
  run(args, {
    read: async (file) => {
      const text = texts.get(file);
      if (text !== undefined) return text;
      throw Object.assign(new Error(file), { code: 'ENOENT', path: file });
    },
    stack: async () => [],
    paint: (_, text) => text,
    show: () => {},
  });

type Case = readonly [string, 0 | 1 | 2, readonly string[]];
const readers = (...names: string[]) => ['--expect-reader', ...names];
const expected = (name: string) => ['--expect', `${name}.json`];
const template = (name: string, ...args: string[]) => ['--template', `${name}.json`, ...args];

const compared: readonly Case[] = [
  ['all expected principals and no others', 0, template('plain', ...readers('Role'))],
  ['a met expectation in a file', 0, template('plain', ...expected('as-expected'))],
  ['one reader more', 1, template('two', '--state-machine', 'Machine', ...readers('Other'))],
  ['one reader more, in a file', 1, template('plain', ...expected('one-more'))],
  ['one reader less', 1, template('plain', ...readers('Role', 'Missing'))],
  ['one reader less, in a file', 1, template('plain', ...expected('one-less'))],
  ['an unknown key', 2, template('unknown-key', ...readers('Role'))],
  ['a nested stack that is not looked into', 2, template('nested', ...readers('Role'))],
  ['an excluded nested stack', 0, template('nested', '--exclude', 'Child', ...readers('Role'))],
  ['a type that is not supported', 2, template('unsupported', ...readers('Role'))],
  ['an excluded type', 0, template('unsupported', '--exclude', 'New', ...readers('Role'))],
  ['one reader more beside an unknown', 1, template('nested', ...expected('one-more'))],
  ['two state machines, one as expected', 1, template('two', ...readers('Role'))],
  [
    'the one that is named of two state machines',
    0,
    template('two', '--state-machine', 'Machine', ...readers('Role')),
  ],
  ['no expectation', 0, template('plain')],
  ['no expectation, and an unknown', 0, template('nested')],
  ['errors of the template', 2, template('errors', ...readers('Role'))],
  ['errors of the template, without an expectation', 2, template('errors')],
  ['no state machine', 2, template('no-machine')],
  ['no state machine of this name', 2, template('plain', '--state-machine', 'Nothing')],
  ['a template that is neither YAML nor JSON', 2, ['--template', 'neither.yaml']],
  ['a template that does not exist', 2, template('absent')],
  ['an expectation that does not exist', 2, template('plain', ...expected('absent'))],
  ['an unknown question of an expectation', 2, template('plain', ...expected('wrong-question'))],
  ['an expectation of another version', 2, template('plain', ...expected('wrong-version'))],
  ['an option that does not exist', 2, template('plain', '--nonsense')],
  ['a parameter without a value', 2, template('plain', '--parameter', 'A')],
  ['a parameter that does not exist', 2, template('plain', '--parameter', 'A=1')],
  ['an exclusion of a supported resource', 2, template('plain', '--exclude', 'Role')],
  ['no template and no stack', 2, []],
];

const others: readonly Case[] = [
  ['--explain with a principal', 0, template('plain', '--explain', 'Role')],
  ['--explain with an action', 0, template('plain', '--explain', 'Role', 'kms:Decrypt')],
  ['--explain for an unknown answer', 0, template('unknown-key', '--explain', 'Role')],
  ['--explain with an unknown principal', 2, template('plain', '--explain', 'Missing')],
  ['--explain with an unknown action', 2, template('plain', '--explain', 'Role', 'kms:Nothing')],
  ['--explain with an expectation', 2, template('plain', '--explain', 'Role', ...readers('Role'))],
  ['--explain with JSON', 2, template('plain', '--explain', 'Role', '--format', 'json')],
  ['a format that does not exist', 2, template('plain', '--format', 'xml')],
  ['--json with another format', 2, template('plain', '--json', '--format', 'sarif')],
  ['--json', 0, template('plain', '--json')],
  ['--verbose with a met expectation', 0, template('plain', '--verbose', ...readers('Role'))],
  ['--verbose with one reader more', 1, template('plain', '--verbose', ...expected('one-more'))],
  ['--help', 0, ['--help']],
  ['--version', 0, ['--version']],
];

// id: exit-codes
describe('the exit code', () => {
  describe.each(formats)('with --format %s', (format) => {
    it.each(compared)('for %s is %i', async (_, code, args) => {
      const { exitCode, stderr, stdout } = await ask([...args, '--format', format]);

      expect(exitCode).toBe(code);
      // The lines of an error are on standard error in each format; an answer has none.
      expect(stderr === '' || code === 2).toBe(true);
      const isEmpty = stderr !== '' && format === 'text';
      expect(stdout === '').toBe(isEmpty);
    });
  });

  it.each(others)('for %s is %i', async (_, code, args) => {
    expect((await ask(args)).exitCode).toBe(code);
  });

  it('has the same words in --help, the README and the guide', async () => {
    const { stdout } = await ask(['--help']);
    const inHelp = stdout.slice(stdout.indexOf('Exit code:')).matchAll(/^ {2}(\d) {2}(.+)$/gm);
    const codes = [...inHelp].map(([, code, words]) => `| ${code} | ${words} |`);

    expect(codes).toHaveLength(3);
    for (const page of ['tools/who-can-read/README.md', 'docs/guides/who-can-read.md']) {
      const text = textOf(page);
      for (const one of codes) expect(text).toContain(one);
    }
  });
});
