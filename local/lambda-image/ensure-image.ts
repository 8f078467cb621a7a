import type { LambdaArchitecture } from '../docker/architecture.ts';
import type { DockerOptions } from '../docker/docker.ts';
import type { Progress } from '../progress.ts';
import { cachedArchive } from './archive-cache.ts';
import { buildArchive } from './build/build-archive.ts';
import { IMAGE_SETTINGS } from './build/image-settings.ts';
import { findImage, importImage, isBuiltOn, removeImage } from './image-store.ts';
import { inputsHash } from './inputs.ts';
import { emulationImage, runtimeImage, SUBSTITUTE_LABEL } from './names.ts';
import { pullImage } from './pull.ts';

export type Wanted = {
  /** The engine's own processor: a substitute can be built for no other. */
  architecture: LambdaArchitecture;
  /** Where built archives are kept. */
  cache: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  signal?: AbortSignal;
};

/** Where the image came from. 'present' is one that is not ours, and was left as it is. */
export type Source = 'present' | 'reused' | 'pulled' | 'built';

/**
 * Makes sure that `sam local --skip-pull-image` finds its image for nodejs24.x: one that is there is
 * used, else the public one is pulled, else an equivalent is built from npm packages.
 *
 * @throws MissingToolError, CommandFailedError when there is none and it cannot be built.
 */
export async function ensureLambdaImage(wanted: Wanted): Promise<{ tag: string; source: Source }> {
  const tag = runtimeImage(wanted.architecture);
  const source = await obtain(tag, wanted);
  await forgetOutdatedEmulation(tag, emulationImage(wanted.architecture), wanted);
  return { tag, source };
}

async function obtain(tag: string, wanted: Wanted): Promise<Source> {
  const present = await findImage(tag, wanted);
  if (present && present.inputs === undefined) return 'present';
  const hash = await inputsHash(wanted.architecture, wanted.env);
  if (present?.inputs === hash) return 'reused';

  const pulled = await wanted.progress.step(`Asking the registry for ${tag}`, () =>
    pullImage(tag, wanted),
  );
  if (pulled === 'pulled') return 'pulled';
  wanted.progress.note(
    `Not to be had (${pulled.message}); building an equivalent from npm packages`,
  );
  await importSubstitute(tag, hash, wanted);
  return 'built';
}

/** Builds the substitute, or takes it from the cache, and tags it with the hash of its inputs. */
export async function importSubstitute(tag: string, hash: string, wanted: Wanted): Promise<void> {
  const archive = await cachedArchive(wanted.cache, hash, (path) => buildArchive(path, wanted));
  const before = await findImage(tag, wanted);
  if (before && before.inputs === undefined) return; // Somebody pulled it meanwhile.
  const label = `LABEL ${SUBSTITUTE_LABEL}=${hash}`;
  await importImage(archive, tag, [...IMAGE_SETTINGS, label], options(wanted));
  if (before) await removeImage(before.id, options(wanted));
}

/** The SAM CLI never looks whether its own image still stands on the one below; this does. */
async function forgetOutdatedEmulation(tag: string, emulation: string, wanted: Wanted) {
  const [base, derived] = await Promise.all([findImage(tag, wanted), findImage(emulation, wanted)]);
  if (base && derived && !isBuiltOn(derived, base)) await removeImage(emulation, options(wanted));
}

const options = ({ env, signal }: Wanted): DockerOptions => ({
  env,
  ...(signal ? { signal } : {}),
});
