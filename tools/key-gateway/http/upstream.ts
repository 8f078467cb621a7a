import { Agent } from 'node:http';
import { errorCode } from '../errors.ts';
import { TIMEOUT } from '../timeouts.ts';

/** The emulator behind the gateway. */
export type Upstream = {
  readonly url: URL;
  readonly agent: Agent;
  /** Whether the last request reached it. */
  isUp(): boolean;
  /** Notes whether a request reached it; a change is logged once. */
  noteReached(isReached: boolean): void;
};

/**
 * @param log takes a line when the emulator ends and when it is back.
 * @throws TypeError when the text is not a URL; RangeError when it is not plain HTTP.
 */
export function upstreamAt(text: string, log: (line: string) => void): Upstream {
  const url = new URL(text);
  if (url.protocol !== 'http:') throw new RangeError(`${text}: the upstream must be an http: URL`);
  let up = true;
  return {
    url,
    agent: new Agent({ keepAlive: true, timeout: TIMEOUT.upstreamIdle, maxFreeSockets: 256 }),
    isUp: () => up,
    noteReached(isReached) {
      if (isReached === up) return;
      up = isReached;
      log(
        isReached
          ? `The emulator at ${url.origin} answers again.`
          : `The emulator at ${url.origin} does not answer. Until it is back, the gateway answers 503.`,
      );
    },
  };
}

const UNREACHABLE = ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENOTFOUND', 'EPIPE'];

/** Whether an error says that nothing listens at the emulator's address. */
export function isUnreachable(error: unknown): boolean {
  if (UNREACHABLE.includes(errorCode(error) ?? '')) return true;
  if (typeof error !== 'object' || error === null || !('cause' in error)) return false;
  return error.cause !== undefined && isUnreachable(error.cause);
}

/** Where to connect to, in the words of `node:http`. */
export function connectTo({ url, agent }: Upstream) {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { agent, host, port: url.port === '' ? 80 : Number(url.port) };
}
