import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from 'helpers/lock';
import type { Progress } from 'helpers/progress';
import type { LambdaArchitecture } from '../docker/architecture.ts';
import type { DockerOptions } from '../docker/docker.ts';
import { cachedArchive } from './archive-cache.ts';
import { buildArchive } from './build/build-archive.ts';
import { IMAGE_SETTINGS } from './build/image-settings.ts';
import { findImage, importImage, isBuiltOn, removeImage } from './image-store.ts';
import { inputsHash } from './inputs.ts';
import { type ImageTags, imageTags, SUBSTITUTE_LABEL } from './names.ts';
import { pullImage } from './pull.ts';

export type Wanted = {
  /** The engine's processor: a substitute can be built only for this one. */
  architecture: LambdaArchitecture;
  /** Folder of built archives. */
  cache: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  signal?: AbortSignal;
};

/** The source of the image. 'present' is an image that this project did not build and does not change. */
export type Source = 'present' | 'reused' | 'pulled' | 'built';

/**
 * Makes sure that `sam local --skip-pull-image` finds its image for nodejs24.x. It uses an existing
 * image, or pulls the public one, or builds an equivalent from npm packages.
 *
 * @throws MissingToolError, CommandFailedError when the image cannot be built.
 */
export async function ensureLambdaImage(wanted: Wanted): Promise<{ tag: string; source: Source }> {
  const tags = imageTags(wanted.architecture);
  await mkdir(wanted.cache, { recursive: true });
  const lock = join(wanted.cache, 'lock');
  const source = await withLock(lock, () => obtain(tags, wanted), wanted.signal);
  await forgetOutdatedEmulation(tags, wanted);
  return { tag: tags.runtime, source };
}

async function obtain(tags: ImageTags, wanted: Wanted): Promise<Source> {
  const { architecture, env, progress } = wanted;
  const present = await findImage(tags.runtime, wanted);
  if (present && present.inputs === undefined) return 'present';
  if (present && present.inputs === (await inputsHash(architecture, env))) return 'reused';

  const pulled = await progress.step(`Asking the registry for ${tags.runtime}`, () =>
    pullImage(tags.runtime, wanted),
  );
  if (pulled === 'pulled') return 'pulled';
  progress.note(`Unavailable (${pulled.message}); building an equivalent from npm packages`);
  await importSubstitute(tags, await inputsHash(architecture, env), wanted);
  return 'built';
}

/**
 * Builds the substitute, or takes it from the cache, and tags it. A substitute that had the tag
 * before is removed, with the image that the SAM CLI made from it. Any other image stays.
 *
 * @param hash names the inputs of the substitute.
 */
export async function importSubstitute(
  tags: ImageTags,
  hash: string,
  wanted: Wanted,
): Promise<void> {
  const archive = await cachedArchive(wanted.cache, hash, (path) => buildArchive(path, wanted));
  const before = await findImage(tags.runtime, wanted);
  if (before && before.inputs === undefined) return; // Another process pulled it meanwhile.
  const label = `LABEL ${SUBSTITUTE_LABEL}=${hash}`;
  await importImage(archive, tags.runtime, [...IMAGE_SETTINGS, label], options(wanted));
  await forgetOutdatedEmulation(tags, wanted);
  if (before) await removeImage(before.id, options(wanted));
}

/**
 * Removes the image that the SAM CLI made from an earlier image. With --skip-pull-image, the SAM
 * CLI does not compare them, and would use the old runtime.
 */
export async function forgetOutdatedEmulation(
  { runtime, emulation }: ImageTags,
  wanted: Pick<Wanted, 'env' | 'signal'>,
): Promise<void> {
  const base = await findImage(runtime, wanted);
  const derived = await findImage(emulation, wanted);
  if (base && derived && !isBuiltOn(derived, base)) await removeImage(emulation, options(wanted));
}

const options = ({ env, signal }: Pick<Wanted, 'env' | 'signal'>): DockerOptions => ({
  env,
  ...(signal ? { signal } : {}),
});
