import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CleanUp } from 'helpers/clean-up';
import { ToolError } from 'helpers/errors';
import { startGateway } from '../gateway.ts';

/** How a gateway is started by hand. */
export type RunGatewayOptions = {
  /** URL of the emulator. */
  readonly upstream: string;
  readonly port?: number;
  readonly host?: string;
  /** Folder under which the gateway gets one of its own, removed at its end. */
  readonly folder: string;
};

/**
 * Runs the key gateway alone, before an emulator that somebody else has started, until it is ended.
 *
 * @param write takes one line.
 * @throws ToolError when the upstream is no http: URL, or the port is taken.
 */
export async function runGateway(
  { folder, ...options }: RunGatewayOptions,
  cleanUp: CleanUp,
  write: (line: string) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const own = await mkdtemp(join(folder, 'gateway-'));
  cleanUp.add('temporary files', () => rm(own, { recursive: true, force: true }));
  const gateway = await startGateway({ ...options, folder: own, log: write }).catch(notStarted);
  cleanUp.add('the gateway', gateway.stop);
  write(`The key gateway is at ${gateway.url}, before ${options.upstream}`);
  write(`  export AWS_ENDPOINT_URL=${gateway.url}`);
  await gateway.ended;
}

function notStarted(cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new ToolError(`The key gateway did not start: ${why}`, { cause });
}
