import { type DockerOptions, docker, dockerIfPossible } from '../docker/docker.ts';
import { SUBSTITUTE_LABEL } from './names.ts';

/** Docker's data of an image. */
export type Image = {
  id: string;
  /** The hash of the inputs when it is a substitute, undefined for any other image. */
  inputs: string | undefined;
  /** Content hashes of its layers, the lowest first. */
  layers: string[];
};

type Inspected = {
  Id: string;
  Config: { Labels: Record<string, string> | null } | null;
  RootFS: { Layers: string[] | null };
};

/** @returns undefined when no image has this tag. */
export async function findImage(tag: string, options: DockerOptions): Promise<Image | undefined> {
  const args = ['image', 'inspect', '--format', '{{json .}}', tag];
  const answer = await dockerIfPossible(args, options);
  if (answer === undefined) return undefined;
  const image: Inspected = JSON.parse(answer);
  return {
    id: image.Id,
    inputs: image.Config?.Labels?.[SUBSTITUTE_LABEL],
    layers: image.RootFS.Layers ?? [],
  };
}

/** @returns whether `image` was made by adding layers to `base`. */
export const isBuiltOn = (image: Image, base: Image): boolean =>
  base.layers.every((layer, index) => image.layers[index] === layer);

/**
 * Makes an image from a file system, and moves the tag to it.
 *
 * @param settings instructions of a Dockerfile
 *   (https://docs.docker.com/reference/cli/docker/image/import/#change).
 */
export async function importImage(
  archive: string,
  tag: string,
  settings: readonly string[],
  options: DockerOptions,
): Promise<void> {
  const changes = settings.flatMap((setting) => ['--change', setting]);
  await docker(['import', ...changes, archive, tag], { timeout: 300_000, ...options });
}

/** Removes a tag or an unused image. An image in use stays. */
export async function removeImage(tagOrId: string, options: DockerOptions): Promise<void> {
  await dockerIfPossible(['image', 'rm', tagOrId], options);
}
