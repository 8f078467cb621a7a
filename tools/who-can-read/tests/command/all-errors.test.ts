import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../../command/run-report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'who-can-read-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Result {
  readonly stdout: string;
  readonly lines: readonly string[];
}

/**
 * Returns the lines that the command writes for a template, without the folder.
 * @param others further files, by name; `{name}` in an argument is the path of such a file.
 */
async function errorsOf(
  name: string,
  text: string,
  args: readonly string[] = [],
  others: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const files = { ...others, [name]: text };
  for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
  const given = args.map((one) => one.replace(/\{(.+)\}/, (_, file: string) => join(folder, file)));
  const { stdout, stderr, exitCode } = await run(['--template', join(folder, name), ...given], {
    read: (file) => readFile(file, 'utf8'),
    stack: async () => [],
    paint: (_, plain) => plain,
    show: () => {},
  });
  expect(exitCode).toBe(2);
  const plain = (all: string) => all.replaceAll(`${folder}/`, '');
  return { stdout: plain(stdout), lines: plain(stderr).trim().split('\n') };
}

/** `t.yaml:5: Resources.Role`, the line of an error and the beginning of its path. */
const short = (line: string): string =>
  line.replace(/^([^:]+:\d+):\d+: (\w+(?:\.\w+)?).*$/, '$1: $2');

const trust =
  "{ Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: states.amazonaws.com }, Action: 'sts:AssumeRole' }] }";

const valid = `  Workflow:
    Type: AWS::StepFunctions::StateMachine
    Properties: { RoleArn: !GetAtt WorkflowRole.Arn, DefinitionString: '{}' }
  WorkflowRole:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: ${trust} }
`;

const yaml = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!Ref Missing]
      RoleName: !Sub 'role-\${Nothing}'
      AssumeRolePolicyDocument: ${trust}
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Absent.Arn
`;

/** An error of each kind in each section, and the line of each. */
const everySection = `Parameters:
  Size: { Type: Number, Default: big }
  Color: { Type: String, AllowedValues: [red], Default: blue }
  Kind: { Type: Strin }
  List: { Type: String, AllowedValues: red, Default: red }
  Low: { Type: Number, MinValue: five, Default: 3 }
  Pattern: { Type: String, AllowedPattern: '(', Default: a }
Mappings:
  Flat: { us-east-1: small }
Conditions:
  Used: !Equals [!Ref Color, !Ref Gone]
  Unused: !Equals [a]
  Loop: { Condition: Loop }
  NotThere: { Condition: Nowhere }
Rules:
  One:
    Assertions:
      - { Assert: !Equals [a, b], AssertDescription: first }
      - { Assert: !Equals [c, d], AssertDescription: second }
  Two: { Assertions: nothing }
Resources:
${valid.trimEnd()}
  Role:
    Type: AWS::IAM::Role
    Condition: Used
    Properties:
      RoleName: !Sub '\${Size}-\${Nothing}'
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Permit, Principal: { Service: states.amazonaws.com }, Action: 'sts:AssumeRole' }] }
  Text: hello
  NoType: { Properties: {} }
  User: { Type: AWS::IAM::User, Properties: { UserName: !GetAtt NoType.Name, Path: !If [Missing, a, b] } }
  Key:
    Type: AWS::KMS::Key
    Condition: Undefined
    Properties: { KeyPolicy: { Statement: [] }, Description: !FindInMap [Flat, nowhere, X] }
  Other:
    Type: AWS::StepFunctions::StateMachine
    Properties: { RoleArn: !GetAtt Role.Arn, DefinitionString: '{}', EncryptionConfiguration: { Type: CUSTOMER_MANAGED_KMS_KEY } }
Outputs:
  A: { Value: !Ref Missing2 }
  B: { Value: !GetAtt Absent.Arn }
  C: text
`;

const linesOf = (...texts: readonly (readonly [string, string])[]): readonly string[] => {
  const all = everySection.split('\n');
  return texts.map(([text, path]) => {
    const at = all.findIndex((line) => line.includes(text));
    expect(at).toBeGreaterThan(-1);
    return `t.yaml:${at + 1}: ${path}`;
  });
};

const everyPlace = (): readonly string[] =>
  linesOf(
    ['Size: { Type', 'Parameters.Size'],
    ['Color: { Type', 'Parameters.Color'],
    ['Kind: {', 'Parameters.Kind'],
    ['List: {', 'Parameters.List'],
    ['Low: {', 'Parameters.Low'],
    ['Pattern: {', 'Parameters.Pattern'],
    ['Flat: {', 'Mappings.Flat'],
    ['Used: !Equals', 'Conditions.Used'],
    ['Unused: !Equals', 'Conditions.Unused'],
    ['Loop: {', 'Conditions.Loop'],
    ['NotThere: {', 'Conditions.NotThere'],
    ['AssertDescription: first', 'Rules.One'],
    ['AssertDescription: second', 'Rules.One'],
    ['Two: {', 'Rules.Two'],
    ['RoleName: !Sub', 'Resources.Role'],
    ['Effect: Permit', 'Resources.Role'],
    ['Text: hello', 'Resources.Text'],
    ['NoType: { Properties', 'Resources.NoType'],
    ['User: {', 'Resources.User'],
    ['Condition: Undefined', 'Resources.Key'],
    ['KeyPolicy: {', 'Resources.Key'],
    ['KeyPolicy: {', 'Resources.Key'],
    ['EncryptionConfiguration: {', 'Resources.Other'],
    ['A: { Value', 'Outputs.A'],
    ['B: { Value', 'Outputs.B'],
    ['C: text', 'Outputs.C'],
  );

describe('a template with errors in every section', () => {
  // id: errors-of-every-section
  it('gets a line for each, with its place and what to do', async () => {
    const { lines } = await errorsOf('t.yaml', everySection);

    expect(lines.map(short)).toEqual(everyPlace());
    // The errors of policies say what AWS accepts, and all others what to do, in brackets.
    const withoutAdvice = lines.filter((line) => !/\(.+\)$/.test(line));
    expect(withoutAdvice.every((line) => line.includes('Polic'))).toBe(true);
  });

  it('gets them all in JSON, Markdown and SARIF', async () => {
    const json = await errorsOf('t.yaml', everySection, ['--format', 'json']);
    const markdown = await errorsOf('t.yaml', everySection, ['--format', 'markdown']);
    const sarif = await errorsOf('t.yaml', everySection, ['--format', 'sarif']);

    const { errors } = JSON.parse(json.stdout) as { errors: { file: string; line: number }[] };
    expect(errors.map(({ file, line }) => `${file}:${line}`)).toEqual(
      everyPlace().map((one) => one.split(': ')[0]),
    );
    expect(markdown.stdout.match(/^- `t\.yaml:\d+:\d+`: /gm)).toHaveLength(everyPlace().length);
    expect(sarif.stdout.match(/"startLine"/g)).toHaveLength(everyPlace().length);
  });

  it('gets the errors of values as well, with the file of the value', async () => {
    const { lines } = await errorsOf(
      't.yaml',
      everySection,
      ['--parameter', 'Colour=red', '--parameters-file', '{values.json}'],
      { 'values.json': '[\n  "Size=4",\n  "Sise=3"\n]\n' },
    );

    expect(lines[0]).toMatch(/^--parameter Colour: .*close names are Color/);
    expect(lines.at(-1)).toMatch(/^values\.json:3:3: Sise: .*close names are Size/);
    const others = everyPlace().filter((one) => !one.includes('Parameters.Size'));
    expect(lines.slice(1, -1).map(short)).toEqual(others);
  });

  it('gets no line for what follows from another error', async () => {
    const one = `Parameters:\n  Kind: { Type: Strin }\nConditions:\n  Is: !Equals [!Ref Kind, a]\nResources:\n${valid}  Role: { Type: AWS::IAM::Role, Condition: Is, Properties: { RoleName: !Ref Kind, AssumeRolePolicyDocument: ${trust} } }\nOutputs:\n  A: { Value: !GetAtt Role.Arn, Condition: Is }\n  B: { Value: !Ref Kind }\n`;
    const { lines } = await errorsOf('one.yaml', one);

    expect(lines).toEqual([expect.stringMatching(/^one\.yaml:2:\d+: Parameters\.Kind\.Type/)]);
  });

  it('gets no line for a missing state machine if a resource has no valid type', async () => {
    const typo = 'Resources:\n  Machine: { Tipe: AWS::StepFunctions::StateMachine }\n';
    const { lines } = await errorsOf('typo.yaml', typo);
    const none = await errorsOf('none.yaml', 'Resources: { Key: { Type: AWS::KMS::Key } }\n');

    expect(lines).toEqual([expect.stringMatching(/^typo\.yaml:2:3: Resources\.Machine\.Type/)]);
    expect(none.lines).toEqual([expect.stringMatching(/^none\.yaml:1:1: .*no state machine/)]);
  });
});

describe('a template with a nested one', () => {
  const parent = `Resources:\n${valid}  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: ./child.yaml }\n`;

  it('gets the errors of the nested template with its file and lines', async () => {
    const child = `Parameters:\n  Size: { Type: Number, Default: big }\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: !Ref Missing\n      AssumeRolePolicyDocument: ${trust.replace('Allow', 'Permit')}\n`;
    const { lines } = await errorsOf('parent.yaml', parent, [], { 'child.yaml': child });

    expect(lines.map(short)).toEqual([
      'child.yaml:2: Parameters.Size',
      'child.yaml:7: Resources.Role',
      'child.yaml:8: Resources.Role',
    ]);
  });

  it('gets the errors of its text, and those of the parent', async () => {
    const wrong = parent.replace('!GetAtt WorkflowRole.Arn', '!GetAtt Absent.Arn');
    const { lines } = await errorsOf('parent.yaml', wrong, [], { 'child.yaml': 'a: [\n' });

    expect(lines.map((line) => line.split(':')[0])).toEqual(['parent.yaml', 'child.yaml']);
  });

  it('gets no error if both are valid', async () => {
    await writeFile(join(folder, 'child.yaml'), `Resources:\n${valid}`);
    await writeFile(join(folder, 'parent.yaml'), parent);
    const { exitCode, stderr } = await run(['--template', join(folder, 'parent.yaml')], {
      read: (file) => readFile(file, 'utf8'),
      stack: async () => [],
      paint: (_, plain) => plain,
      show: () => {},
    });

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

describe('a template with several errors', () => {
  it('in YAML gets a line for each, with its place', async () => {
    const { lines } = await errorsOf('t.yaml', yaml);

    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^t\.yaml:5:\d+: Resources\.Role\..*Missing/);
    expect(lines[1]).toMatch(/^t\.yaml:6:\d+: Resources\.Role\.Properties\.RoleName.*Nothing/);
    expect(lines[2]).toMatch(/^t\.yaml:11:\d+: Resources\.Machine\..*Absent/);
  });

  // id: errors-of-every-kind
  it('of resources and of policies gets a line for each, with its place', async () => {
    const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${trust.replace('Allow', 'Permit')}
      Policies:
        - PolicyName: a
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 5, Resource: '*' }] }
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${trust}
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

  it('in JSON gets a line for each, with its place, and an error object for each', async () => {
    const template = {
      Resources: {
        User: { Type: 'AWS::IAM::User', Properties: { UserName: { Ref: 'Missing' } } },
        Other: { Type: 'AWS::IAM::User', Properties: { Path: { 'Fn::Nonsense': 'a' } } },
        StateMachine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { RoleArn: { 'Fn::GetAtt': ['Absent', 'Arn'] } },
        },
      },
    };
    const text = JSON.stringify(template, null, 2);
    const { lines, stdout } = await errorsOf('t.json', text, ['--format', 'json']);

    expect(lines).toHaveLength(3);
    expect(lines.map((line) => /^t\.json:\d+:\d+: /.test(line))).toEqual([true, true, true]);
    expect(JSON.parse(stdout).errors).toHaveLength(3);
  });

  // SAM creates resources that the tool does not know, so a name that is not in the template is unknown.
  it('in SAM gets a line for each, with its place', async () => {
    const work = (name: string) => `  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Role: { Fn::Nonsense: ${name} }
`;
    const all = ['First', 'Second', 'Third'].map(work).join('');
    const sam = `Transform: AWS::Serverless-2016-10-31\nResources:\n${all}${valid}`;
    const { lines } = await errorsOf('sam.yaml', sam);

    expect(lines).toHaveLength(3);
    for (const [at, name] of ['First', 'Second', 'Third'].entries()) {
      expect(lines[at]).toMatch(new RegExp(`^sam\\.yaml:\\d+:\\d+: Resources\\.${name}\\.`));
    }
  });

  it('gets one line for a value that several places depend on', async () => {
    const { lines } = await errorsOf(
      'one.yaml',
      yaml.replace(/ {2}Machine[\s\S]*/, valid).replace(/.*RoleName.*\n/, ''),
    );

    expect(lines).toHaveLength(1);
  });
});
