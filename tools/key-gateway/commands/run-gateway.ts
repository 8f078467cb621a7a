import { mkdir } from 'node:fs/promises';
import { ToolError } from 'helpers/errors';
import { startGateway } from '../gateway.ts';
import { missingLines, probeUpstream } from './probe-upstream.ts';

/** Options of the command that starts a gateway. */
export type RunGatewayOptions = {
  /** URL of the emulator. */
  readonly upstream: string;
  readonly port?: number;
  readonly host?: string;
  /** Folder for sessions, keys and events. The gateway reads them again when it restarts. */
  readonly folder: string;
};

/** Registers steps for the end of the program. */
type CleanUp = { add(name: string, undo: () => Promise<void>): void };

/**
 * Runs the key gateway in front of an emulator that is already running, until it is ended.
 *
 * @param write takes one line.
 * @throws ToolError when the upstream is not an http: URL, or the port is taken.
 */
export async function runGateway(
  { folder, ...options }: RunGatewayOptions,
  cleanUp: CleanUp,
  write: (line: string) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const gateway = await startGateway({ ...options, folder, log: write }).catch(notStarted);
  cleanUp.add('the gateway', gateway.stop);
  write(`The key gateway is at ${gateway.url}, in front of ${options.upstream}`);
  write(`  export AWS_ENDPOINT_URL=${gateway.url}`);
  for (const line of missingLines(await probeUpstream(options.upstream))) write(line);
  await gateway.ended;
}

function notStarted(cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new ToolError(`The key gateway did not start: ${why}`, { cause });
}
