import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { copyBuiltStack } from '../../sam-local/runnable-stack.ts';

const TEMPLATE = `Globals:
  Function:
    Environment:
      Variables: { KEPT: yes }
Resources:
  SaveFunction:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: SaveFunction }
`;

describe('a copy of the build', () => {
  let built: string;
  let folder: string;

  beforeEach(async () => {
    built = await mkdtemp(join(tmpdir(), 'built-'));
    folder = await mkdtemp(join(tmpdir(), 'copy-'));
    await writeFile(join(built, 'template.yaml'), TEMPLATE);
    await mkdir(join(built, 'SaveFunction'));
    await writeFile(join(built, 'SaveFunction', 'handler.mjs'), 'code');
  });
  afterEach(async () => {
    for (const each of [built, folder]) await rm(each, { recursive: true });
  });

  it('contains the code, and lists the folders to mount', async () => {
    const stack = await copyBuiltStack(join(built, 'template.yaml'), folder);

    expect(stack.mounts).toEqual([join(folder, 'SaveFunction')]);
    expect(await readFile(join(folder, 'SaveFunction', 'handler.mjs'), 'utf8')).toBe('code');
    expect(parse(await readFile(stack.template, 'utf8'))).toEqual(parse(TEMPLATE));
  });

  it('sets variables in the template, so that the SAM CLI passes them, and in a file that overrides it', async () => {
    const stack = await copyBuiltStack(join(built, 'template.yaml'), folder, {
      environment: { AWS_ENDPOINT_URL: 'http://172.17.0.1:4566' },
      timeouts: { SaveFunction: 4 },
    });

    const template = parse(await readFile(stack.template, 'utf8'));
    expect(template.Globals.Function.Environment.Variables).toEqual({
      KEPT: 'yes',
      AWS_ENDPOINT_URL: 'http://172.17.0.1:4566',
    });
    expect(template.Resources.SaveFunction.Properties).toMatchObject({ Timeout: 4 });
    expect(JSON.parse(await readFile(stack.environmentFile, 'utf8'))).toEqual({
      Parameters: { AWS_ENDPOINT_URL: 'http://172.17.0.1:4566' },
    });
    expect(await readFile(join(built, 'template.yaml'), 'utf8')).toBe(TEMPLATE);
  });
});
