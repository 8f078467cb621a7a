import { describe, expect, it } from '@jest/globals';
import { parseOptions } from '../../command/options.ts';

const parse = (...args: string[]) => parseOptions(args, () => {});

describe('the arguments of who-can-read', () => {
  it('name a template with its Region, account and partition', () => {
    expect(
      parse(
        ...['--template', 'template.yaml', '--account', '111111111111', '--region', 'cn-north-1'],
        ...['--parameter', 'A=1', 'B=x=y', '--parameter', 'C=', '--stack-name', 'other'],
        ...['--key-policy', 'arn:aws:kms:x=key.json'],
      ).source,
    ).toEqual({
      kind: 'template',
      file: 'template.yaml',
      account: '111111111111',
      region: 'cn-north-1',
      partition: 'aws-cn',
      stackName: 'other',
      parameters: { A: '1', B: 'x=y', C: '' },
      keyPolicies: { 'arn:aws:kms:x': 'key.json' },
      configEnv: 'default',
      exclude: [],
      values: {},
    });
  });

  it('name a stack, its Region and the AWS profile', () => {
    expect(
      parse(
        ...['--stack-name', 'stock-trading', '--region', 'eu-west-1', '--profile', 'audit'],
        ...['--endpoint-url', 'http://127.0.0.1:4566'],
      ).source,
    ).toEqual({
      kind: 'stack',
      stackName: 'stock-trading',
      region: 'eu-west-1',
      profile: 'audit',
      endpoint: 'http://127.0.0.1:4566',
    });
  });

  it('name activities outside the stack', () => {
    const arn = 'arn:aws:states:us-east-1:123456789012:activity:approval';

    expect(parse('--stack-name', 's', '--activity', arn).source).toMatchObject({
      activities: [arn],
    });
  });

  it.each([
    ['o-a1b2c3d4e5', { id: 'o-a1b2c3d4e5' }],
    [
      'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/',
      { id: 'o-a1b2c3d4e5', paths: ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'] },
    ],
    ['o-a1b2c3d4e5/r-ab12/', { id: 'o-a1b2c3d4e5', paths: ['o-a1b2c3d4e5/r-ab12/'] }],
  ])('name the organization of the account: %s', (text, organization) => {
    expect(parse('--template', 't', '--organization', text).organization).toEqual(organization);
  });

  it('name a principal to explain, and optionally an action', () => {
    expect(parse('--template', 't', '--explain', 'Admin').explain).toEqual({ principal: 'Admin' });
    expect(parse('--template', 't', '--explain', 'Admin', 'kms:Decrypt').explain).toEqual({
      principal: 'Admin',
      action: 'kms:Decrypt',
    });
  });

  it('name readers in separate options or in one', () => {
    const { expectReaders } = parse(
      ...['--template', 't', '--expect-reader', 'a', 'b', '--expect-reader', 'c'],
    );

    expect(expectReaders).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['neither a template nor a stack', []],
    ['an organization that is not valid', ['--template', 't', '--organization', 'acme']],
    ['a unit without a slash', ['--template', 't', '--organization', 'o-a1b2c3d4e5/r-ab12']],
    ['a pattern of organizational units', ['--template', 't', '--organization', 'o-a1b2c3d4e5/*']],
    [
      'an activity together with a template',
      ['--template', 't', '--activity', 'arn:aws:states:::activity:x'],
    ],
    [
      'an activity that is not valid',
      ['--stack-name', 's', '--activity', 'arn:aws:states:r:1:stateMachine:x'],
    ],
    ['an unknown option', ['--template', 't', '--nonsense']],
    ['an argument without an option', ['nonsense', '--template', 't']],
    ['a parameter without a value', ['--template', 't', '--parameter', 'A']],
    ['a duplicate parameter', ['--template', 't', '--parameter', 'A=1', 'A=2']],
    ['parameters for a stack', ['--stack-name', 's', '--parameter', 'A=1']],
    ['an account for a stack', ['--stack-name', 's', '--account', '123456789012']],
    ['an account that is not valid', ['--template', 't', '--account', '12']],
    ['a profile for a template', ['--template', 't', '--profile', 'p']],
    ['three values for --explain', ['--template', 't', '--explain', 'a', 'b', 'c']],
    [
      'an expectation together with --explain',
      ['--template', 't', '--explain', 'a', '--expect', 'f'],
    ],
    [
      'expected readers together with --explain',
      ['--template', 't', '--expect-reader', 'r', '--explain', 'a'],
    ],
    ['an explanation in JSON', ['--template', 't', '--explain', 'a', '--json']],
    ['a format that does not exist', ['--template', 't', '--format', 'xml']],
    ['two formats', ['--template', 't', '--json', '--format', 'sarif']],
    ['an explanation as SARIF', ['--template', 't', '--explain', 'a', '--format', 'sarif']],
    ['an option without a value', ['--template']],
  ])('with %s are rejected', (_, args) => {
    expect(() => parse(...args)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });

  // The error once printed the property name: --keyPolicy, --endpointUrl.
  it.each([
    ['--key-policy', ['--stack-name', 's', '--key-policy', 'arn=f']],
    ['--parameter', ['--stack-name', 's', '--parameter', 'A=1']],
    ['--endpoint-url', ['--template', 't', '--endpoint-url', 'http://127.0.0.1:1']],
    ['--profile', ['--template', 't', '--profile', 'p']],
  ])('names %s as the user writes it if it does not match the others', (name, args) => {
    expect(() => parse(...args)).toThrow(new RegExp(`^${name} `));
  });

  it('show the version', () => {
    let version = '';

    expect(() => parseOptions(['--version'], (text) => (version += text))).toThrow('help');
    expect(version).toBe('1.0.0\n');
  });

  it('show the help, with exit codes and examples', () => {
    let help = '';

    expect(() => parseOptions(['--help'], (text) => (help += text))).toThrow('help');
    expect(help).toContain('--expect-reader');
    expect(help).toContain('Exit code');
  });
});
