import { MissingToolError } from 'helpers/errors';
import { type DockerEngine, dockerEngine } from './engine.ts';

/**
 * @returns the Docker engine.
 * @throws MissingToolError with the reason and what to install.
 */
export async function requireDockerEngine(
  env: NodeJS.ProcessEnv,
): Promise<Extract<DockerEngine, { available: true }>> {
  const engine = await dockerEngine(env);
  if (engine.available) return engine;
  throw new MissingToolError(`Functions run in containers here, and ${engine.why}.`, {
    advice: `What helps: ${engine.whatToDo}.`,
  });
}
