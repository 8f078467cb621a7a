import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../../command/run-report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'who-can-read-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Returns the lines that the command writes for a template, without the folder. */
async function errorsOf(name: string, text: string, ...args: readonly string[]) {
  const file = join(folder, name);
  await writeFile(file, text);
  const { stdout, stderr, exitCode } = await run(['--template', file, ...args], {
    read: async (asked) => {
      if (asked === file) return text;
      throw new Error(`asked for ${asked}`);
    },
    stack: async () => [],
    paint: (_, plain) => plain,
    show: () => {},
  });
  expect(exitCode).toBe(2);
  return { stdout, lines: stderr.replaceAll(`${folder}/`, '').trim().split('\n') };
}

const yaml = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!Ref Missing]
      RoleName: !Sub 'role-\${Nothing}'
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Absent.Arn
`;

describe('a template with several errors', () => {
  it('in YAML is reported with a line and a position for each', async () => {
    const { lines } = await errorsOf('t.yaml', yaml);

    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^t\.yaml:5:\d+: Resources\.Role\..*Missing/);
    expect(lines[1]).toMatch(/^t\.yaml:6:\d+: Resources\.Role\.Properties\.RoleName.*Nothing/);
    expect(lines[2]).toMatch(/^t\.yaml:10:\d+: Resources\.Machine\..*Absent/);
  });

  // id: errors-of-every-kind
  it('in resources and policies is reported with a line and a position for each', async () => {
    const trust = (effect: string) =>
      `{ Version: '2012-10-17', Statement: [{ Effect: ${effect}, Principal: { Service: states.amazonaws.com }, Action: 'sts:AssumeRole' }] }`;
    const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${trust('Permit')}
      Policies:
        - PolicyName: a
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 5, Resource: '*' }] }
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${trust('Allow')}
      Path: !Ref Missing
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: { Statement: [] }
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties: { RoleArn: !GetAtt Role.Arn, DefinitionString: '{}' }
`;
    const { lines } = await errorsOf('mixed.yaml', text);

    expect(lines.map((line) => line.split(':').slice(0, 2).join(':')).toSorted()).toEqual([
      'mixed.yaml:13',
      'mixed.yaml:17',
      'mixed.yaml:5',
      'mixed.yaml:8',
    ]);
    expect(lines.join('\n')).toMatch(/Role\.Properties\.AssumeRolePolicyDocument\.Statement\[0\]/);

    const repaired = text.replace('!Ref Missing', '/');
    const policies = await errorsOf('policies.yaml', repaired);
    expect(policies.lines).toHaveLength(3);
  });

  it('in JSON is reported with a line and an error object for each', async () => {
    const template = {
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'Missing' } } },
        Other: { Type: 'AWS::IAM::Role', Properties: { Path: { 'Fn::Nonsense': 'a' } } },
        StateMachine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { RoleArn: { 'Fn::GetAtt': ['Absent', 'Arn'] } },
        },
      },
    };
    const text = JSON.stringify(template, null, 2);
    const { lines, stdout } = await errorsOf('t.json', text, '--format', 'json');

    expect(lines).toHaveLength(3);
    expect(lines.map((line) => /^t\.json:\d+:\d+: /.test(line))).toEqual([true, true, true]);
    expect(JSON.parse(stdout).errors).toHaveLength(3);
  });

  // SAM creates resources that the tool does not know, so a name that is not in the template is unknown.
  it('in SAM is reported with a line and a position for each', async () => {
    const work = (name: string) => `  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Role: { Fn::Nonsense: ${name} }
`;
    const all = ['First', 'Second', 'Third'].map(work).join('');
    const sam = `Transform: AWS::Serverless-2016-10-31\nResources:\n${all}`;
    const { lines } = await errorsOf('sam.yaml', sam);

    expect(lines).toHaveLength(3);
    for (const [at, name] of ['First', 'Second', 'Third'].entries()) {
      expect(lines[at]).toMatch(new RegExp(`^sam\\.yaml:\\d+:\\d+: Resources\\.${name}\\.`));
    }
  });

  it('is reported with a line for each parameter that is not valid', async () => {
    const parameters = `Parameters:
  Size: { Type: Number }
  Color: { Type: String, AllowedValues: [red] }
Resources: {}
`;
    const given = ['Size=big', 'Color=blue', 'Wrong=1'].flatMap((one) => ['--parameter', one]);
    const { lines } = await errorsOf('p.yaml', parameters, ...given);

    expect(lines).toHaveLength(3);
    for (const name of ['Size', 'Color', 'Wrong']) {
      expect(lines.filter((line) => line.includes(`Parameters.${name}`))).toHaveLength(1);
    }
  });

  it('is reported with one line for a value that several places use', async () => {
    const { lines } = await errorsOf(
      'one.yaml',
      yaml.split('  Machine')[0]?.replace(/.*RoleName.*\n/, '') ?? '',
    );

    expect(lines).toHaveLength(1);
  });
});
