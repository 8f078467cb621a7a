import { runAnyway } from 'helpers/run-program';
import type { DockerOptions } from '../docker/docker.ts';

/** Time limits in milliseconds for the first answer of a registry, and for the whole image. */
const LIMITS = { contact: 20_000, whole: 900_000 } as const;

/**
 * Pulls an image from the registry.
 *
 * @returns 'pulled', or a sentence with the reason: no network, no such image, access denied.
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
