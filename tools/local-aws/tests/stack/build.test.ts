import { existsSync } from 'node:fs';
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type BuildPaths, build, jsonTemplate } from '../../stack/build.ts';

let root: string;
let sam: string;
let place: BuildPaths;

/** Replaces the SAM CLI: builds a template of two lines, and records the call. */
const SAM = `#!/bin/sh
echo "$@" >> calls
mkdir -p .aws-sam/build/BuyFunction
echo code > .aws-sam/build/BuyFunction/handler.mjs
printf "Description: 'yes'\\nOn: on\\n" > .aws-sam/build/template.yaml
`;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'build-'));
  sam = join(root, 'sam');
  place = {
    root,
    template: join(root, 'template.yaml'),
    local: join(root, '.aws-sam/local'),
    build: join(root, '.aws-sam/build'),
    buildStamp: join(root, '.aws-sam/local/build.stamp'),
    samConfig: join(root, 'samconfig.toml'),
  };
  await mkdir(join(root, 'functions/buy'), { recursive: true });
  for (const path of ['template.yaml', 'package-lock.json', 'functions/buy/handler.ts', 'notes.md'])
    await writeFile(join(root, path), 'as it is');
  await writeFile(sam, SAM);
  await chmod(sam, 0o755);
});
afterEach(() => rm(root, { recursive: true }));

const building = () => build({ sam, env: process.env }, place);
const calls = async (): Promise<number> =>
  (await readFile(join(root, 'calls'), 'utf8')).trim().split('\n').length;

describe('building', () => {
  it('gives each caller its own copy, and removes it at the end', async () => {
    const [one, other] = await Promise.all([building(), building()]);
    expect(one.template).not.toBe(other.template);
    for (const { template } of [one, other]) {
      const code = join(dirname(template), 'BuyFunction/handler.mjs');
      expect(await readFile(code, 'utf8')).toBe('code\n');
    }
    await one.remove();
    expect(existsSync(dirname(one.template))).toBe(false);
    expect(existsSync(other.template)).toBe(true);
  });

  it('runs the SAM CLI once until a source changes', async () => {
    expect((await building()).reused).toBe(false);
    await appendFile(join(root, 'notes.md'), 'more');
    expect((await building()).reused).toBe(true);
    expect(await calls()).toBe(1);
  });

  it.each([
    ['is changed', () => appendFile(join(root, 'functions/buy/handler.ts'), '// more')],
    ['is added', () => writeFile(join(root, 'functions/buy/price.ts'), '')],
    ['is deleted', () => rm(join(root, 'package-lock.json'))],
  ])('runs the SAM CLI again when a source %s', async (_what, change) => {
    await building();
    await change();
    expect((await building()).reused).toBe(false);
  });

  it('runs the SAM CLI again after the user ran a build or deleted it', async () => {
    await building();
    await writeFile(join(place.build, 'template.yaml'), 'Description: of something else\n');
    expect((await building()).reused).toBe(false);
    await rm(place.build, { recursive: true });
    expect((await building()).reused).toBe(false);
  });

  it('also writes the template as JSON, with the YAML rules of the SAM CLI', async () => {
    const { template } = await building();
    expect(jsonTemplate(template)).not.toBe(template);
    expect(JSON.parse(await readFile(jsonTemplate(template), 'utf8'))).toEqual({
      Description: 'yes',
      true: true,
    });
    expect(jsonTemplate(place.template)).toBe(place.template);
  });
});
