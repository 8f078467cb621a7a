import { ToolError } from 'helpers/errors';
import { isObject } from '../http/strict-json.ts';
import { runningGateway } from '../state-file.ts';
import { eventLine } from './event-line.ts';
import { linesOf } from './tail.ts';

/** How events are shown. */
export type EventsOptions = {
  /** Folder in which gateways record their address; see `runningGateway`. */
  readonly folder: string;
  /** Go on until the signal aborts. */
  readonly follow?: boolean;
  /** CloudTrail's own form, one event on each line. */
  readonly json?: boolean;
  readonly signal?: AbortSignal;
};

/**
 * Shows the calls to KMS that the running gateway has recorded, the oldest first.
 *
 * @param write takes one line.
 * @throws ToolError when no gateway runs.
 */
export async function showEvents(
  { folder, follow = false, json = false, signal }: EventsOptions,
  write: (line: string) => void,
): Promise<void> {
  const gateway = await runningGateway(folder);
  if (!gateway) {
    throw new ToolError('No key gateway is running.', { advice: 'Start one with: npm start' });
  }
  for await (const line of linesOf(gateway.events, { follow, ...(signal ? { signal } : {}) })) {
    const event = parsed(line);
    if (isObject(event)) write(json ? line : eventLine(event));
  }
}

/** A full disk can cut off a line. It is left out. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
