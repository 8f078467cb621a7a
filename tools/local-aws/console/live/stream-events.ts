import type { ServerResponse } from 'node:http';
import type { KmsEvent } from 'key-gateway';
import type { KmsCallView } from '../contract.ts';
import { SECURITY_HEADERS } from '../serve/response-headers.ts';
import { eventsAfter, kmsCallView } from './kms-call-of-event.ts';

const EVERY_MS = 200;
/** Writes without news (times EVERY_MS), so that the page sees that its server is still there. */
const BEAT = 50;
/** How many earlier calls are sent at first. */
const BEFORE = 500;

/**
 * Sends calls to KMS as they come, a list of calls a line, until the page closes the connection.
 *
 * It ends when the emulator does not answer, so that the page says that local AWS is lost.
 *
 * @param events returns the newest events, the oldest first.
 */
export function streamEvents(
  response: ServerResponse,
  events: () => readonly KmsEvent[],
  isUpstreamUp: () => boolean,
): void {
  const write = (list: readonly KmsCallView[]): void =>
    void response.write(`${JSON.stringify(list)}\n`);
  response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'application/x-ndjson' });
  const known = events();
  let last = known.at(-1)?.eventID;
  write(known.slice(-BEFORE).map(kmsCallView));
  let quiet = 0;
  const timer = setInterval(() => {
    if (!isUpstreamUp()) return void response.end();
    const fresh = eventsAfter(events(), last);
    last = fresh.at(-1)?.eventID ?? last;
    quiet = fresh.length > 0 ? 0 : quiet + 1;
    if (fresh.length > 0 || quiet % BEAT === 0) write(fresh.map(kmsCallView));
  }, EVERY_MS);
  timer.unref();
  response.once('close', () => clearInterval(timer));
}
