import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { quietProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import { docker, dockerIfPossible } from '../../docker/docker.ts';
import {
  ensureLambdaImage,
  forgetOutdatedEmulation,
  importSubstitute,
} from '../../lambda-image/ensure-image.ts';
import { findImage } from '../../lambda-image/image-store.ts';
import { imageTags } from '../../lambda-image/names.ts';
import { workbench } from './sam-local-fixture.ts';

const options = { env: process.env };
const ONE = '1'.repeat(64);
const TWO = '2'.repeat(64);

describe('the image', () => {
  const { architecture, lambdaUrl } = workbench();
  const wanted = { architecture, env: process.env, progress: quietProgress };
  const path = '/2015-03-31/functions/CheckPriceFunction/invocations';

  // The SAM CLI makes its own image with the first call of a function.
  beforeAll(async () => {
    await fetch(`${lambdaUrl}${path}`, { method: 'POST', body: '{}' });
  }, 60_000);

  it('is used again the second time, with the image that the SAM CLI made from it', async () => {
    const tags = Object.values(imageTags(architecture));
    const ids = () => Promise.all(tags.map(async (tag) => (await findImage(tag, options))?.id));
    const before = await ids();

    const { source } = await ensureLambdaImage({
      ...wanted,
      cache: join(PATHS.local, 'lambda-image'),
    });

    expect(['present', 'reused']).toContain(source);
    expect(before).not.toContain(undefined);
    expect(await ids()).toEqual(before);
  });
});

describe('an image under the tag of the Lambda image', () => {
  const { architecture } = workbench();
  const repository = `stock-trading-test/${randomUUID()}`;
  const tags = { runtime: `${repository}:base`, emulation: `${repository}:rapid` };
  const tag = tags.runtime;
  let folder: string;
  const wanted = () => ({
    architecture,
    env: process.env,
    progress: quietProgress,
    cache: join(folder, 'cache'),
  });
  /** Puts an archive into the cache, so that nothing is built. */
  const archive = async (hash: string, path = join(folder, 'cache', `${hash}.tar`)) => {
    await writeFile(join(folder, 'content'), hash);
    await run('tar', ['-C', folder, '-cf', path, 'content'], options);
    return path;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'images-'));
    await run('mkdir', [join(folder, 'cache')], options);
  });
  afterAll(async () => {
    for (const each of [tags.emulation, tag]) await dockerIfPossible(['rmi', each], options);
    await rm(folder, { recursive: true, force: true });
  });

  it('is not replaced when this project did not build it', async () => {
    await docker(['import', await archive('official', join(folder, 'official.tar')), tag], options);
    const before = await findImage(tag, options);
    await archive(ONE);

    await importSubstitute(tags, ONE, wanted());

    expect(before).toMatchObject({ inputs: undefined });
    expect(await findImage(tag, options)).toEqual(before);
    await docker(['rmi', tag], options);
  });

  it('is replaced when this project built it from other inputs', async () => {
    await archive(ONE);
    await importSubstitute(tags, ONE, wanted());
    const first = await findImage(tag, options);
    await archive(TWO);

    await importSubstitute(tags, TWO, wanted());

    expect(first).toMatchObject({ inputs: ONE });
    expect(await findImage(tag, options)).toMatchObject({ inputs: TWO });
    expect(await findImage(first?.id ?? '', options)).toBeUndefined();
  });

  it('removes the image that the SAM CLI made from an earlier one, and keeps the one from this image', async () => {
    const from = `FROM ${tag}\nLABEL made=by-the-sam-cli\n`;
    await writeFile(join(folder, 'Dockerfile'), from);
    await docker(['build', '--quiet', '--tag', tags.emulation, folder], options);

    await forgetOutdatedEmulation(tags, options);
    const kept = await findImage(tags.emulation, options);
    await archive(ONE);
    const base = await findImage(tag, options);
    await importSubstitute(tags, ONE, wanted());

    expect(kept).toBeDefined();
    expect(await findImage(tags.emulation, options)).toBeUndefined();
    expect(await findImage(base?.id ?? '', options)).toBeUndefined();
  });
});
