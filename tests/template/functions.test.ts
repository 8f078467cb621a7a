import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { readDefinition, taskStates } from '../workflow/definition.ts';
import { functionFolders, idOf, ofType, readTemplate } from './read-template.ts';

const template = readTemplate();
const folders = functionFolders();
const root = new URL('../../', import.meta.url);
const exists = (path: string): boolean => existsSync(new URL(path, root));
const missing = (paths: readonly string[]): string[] => paths.filter((path) => !exists(path));

/** The steps to add a function are in CONTRIBUTING.md; each test here names what is missing. */
describe.each(folders)('the function %s', (folder) => {
  const id = idOf(folder);

  it('is in the template with its name, entry point, role and log group', () => {
    expect(template.Resources[`${id}Function`]).toMatchObject({
      Type: 'AWS::Serverless::Function',
      Metadata: {
        BuildMethod: 'esbuild',
        BuildProperties: { EntryPoints: [`functions/${folder}/handler.ts`] },
      },
      Properties: {
        Role: { 'Fn::GetAtt': [`${id}FunctionRole`, 'Arn'] },
        LoggingConfig: { LogGroup: { Ref: `${id}LogGroup` } },
      },
    });
    expect(template.Resources[`${id}LogGroup`]?.Properties['LogGroupName']).toEqual({
      'Fn::Sub': `/aws/lambda/\${AWS::StackName}/${folder}`,
    });
  });

  it('has a state in the workflow', () => {
    const state = taskStates().find(({ functionName }) => functionName === folder);
    expect(state).toBeDefined();
  });

  it('has an event and test cases', () => {
    const needed = [`events/${folder}.json`, `tests/functions/cases/${folder}.json`];
    expect(missing(needed)).toEqual([]);
  });
});

describe('the functions', () => {
  it('in the template each have a folder', () => {
    const inTemplate = ofType(template, 'AWS::Serverless::Function').map(([id]) => id);
    expect(inTemplate.toSorted()).toEqual(
      folders.map((name) => `${idOf(name)}Function`).toSorted(),
    );
  });

  it('run on nodejs24.x with JSON logs and the processor of the parameter', () => {
    expect(template.Globals['Function']).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: [{ Ref: 'Architecture' }],
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  it('end before the timeout of their state', () => {
    const { Timeout } = Object(template.Globals['Function']);
    expect(Timeout).toBeGreaterThan(0);
    for (const [, { Properties }] of ofType(template, 'AWS::Serverless::Function')) {
      expect(Properties['Timeout']).toBeUndefined();
    }
    for (const { state } of taskStates()) expect(state.TimeoutSeconds).toBeGreaterThan(Timeout);
  });

  /** If an update of the SDK removes a module path, the module is bundled again, or the build fails. */
  it('exclude only modules of the installed SDK from the bundle', () => {
    const sdk = createRequire(createRequire(import.meta.url).resolve('@aws-sdk/client-dynamodb'));
    const left = ofType(template, 'AWS::Serverless::Function').flatMap(
      ([, { Metadata }]) => Object(Metadata?.['BuildProperties'])['External'] ?? [],
    );
    expect(left.length).toBeGreaterThan(0);
    for (const path of left) expect(() => sdk.resolve(path)).not.toThrow();
    expect(() => sdk.resolve('@smithy/core/no-such-module')).toThrow();
  });
});

it('the workflow starts at a state that it has', () => {
  const { StartAt, States } = readDefinition();
  expect(Object.keys(States)).toContain(StartAt);
});
