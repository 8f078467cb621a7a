import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { NODE_PACKAGES } from '../../lambda-image/build/image-settings.ts';
import { imageTags } from '../../lambda-image/names.ts';

const read = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8'));

describe('the packages of the substitute', () => {
  const pins = read('tools/local-aws/lambda-image/build/pins/package.json');
  const lock = read('tools/local-aws/lambda-image/build/pins/package-lock.json');
  const packages = Object.entries<{ version: string; integrity?: string }>(lock.packages);

  it('are pinned by version and content', () => {
    const installed = packages.filter(([path]) => path !== '');

    expect(installed.length).toBeGreaterThan(3);
    for (const [, { integrity }] of installed) expect(integrity).toMatch(/^sha512-/);
    for (const version of Object.values({ ...pins.dependencies, ...pins.optionalDependencies })) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it('have the Node.js of the project, for each processor', () => {
    const { node } = read('package.json').devDependencies;

    expect(pins.optionalDependencies).toEqual(
      Object.fromEntries(Object.values(NODE_PACKAGES).map((name) => [name, node])),
    );
  });

  it('have the tags that the SAM CLI uses', () => {
    expect(imageTags('x86_64')).toEqual({
      runtime: 'public.ecr.aws/lambda/nodejs:24-x86_64',
      emulation: 'public.ecr.aws/lambda/nodejs:24-rapid-x86_64',
    });
  });
});
