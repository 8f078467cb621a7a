import { runAnyway } from 'helpers/run-program';
import type { DockerOptions } from '../docker/docker.ts';

/** Milliseconds for a registry to show itself, and for the whole image to arrive. */
const LIMITS = { contact: 20_000, whole: 900_000 } as const;

/**
 * Asks the registry for an image.
 *
 * @returns 'pulled', or in a sentence why there is none: no network, no such image, refused.
 */
export async function pullImage(tag: string, options: DockerOptions): Promise<'pulled' | Error> {
  const contact = new AbortController();
  const timer = setTimeout(() => contact.abort(), LIMITS.contact);
  try {
    const result = await runAnyway('docker', ['pull', tag], {
      env: options.env,
      timeout: LIMITS.whole,
      signal: AbortSignal.any([contact.signal, ...(options.signal ? [options.signal] : [])]),
      onLine: () => clearTimeout(timer),
    });
    return result.exitCode === 0 ? 'pulled' : new Error(result.stderr.trim());
  } catch (cause) {
    options.signal?.throwIfAborted();
    return new Error('the registry does not answer', { cause });
  } finally {
    clearTimeout(timer);
  }
}
