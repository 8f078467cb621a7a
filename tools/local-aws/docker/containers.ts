import { type DockerOptions, docker } from './docker.ts';

/**
 * Returns the containers, running or not, that have one of these folders mounted. The SAM CLI does
 * not label its containers, but it mounts each function's built folder, which no other program
 * uses.
 *
 * @param folders absolute paths, exactly as they were mounted.
 * @returns container ids.
 */
export async function containersMounting(
  folders: readonly string[],
  options: DockerOptions,
): Promise<string[]> {
  if (folders.length === 0) return [];
  const filters = folders.flatMap((folder) => ['--filter', `volume=${folder}`]);
  const ids = await docker(['ps', '--all', '--quiet', '--no-trunc', ...filters], options);
  return ids.split('\n').filter((id) => id !== '');
}

/** Ends and removes containers. */
export async function removeContainersMounting(
  folders: readonly string[],
  options: DockerOptions,
): Promise<void> {
  const ids = await containersMounting(folders, options);
  if (ids.length > 0) await docker(['rm', '--force', '--volumes', ...ids], options);
}
