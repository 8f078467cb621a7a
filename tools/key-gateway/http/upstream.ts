import { Agent } from 'node:http';

/** The emulator behind the gateway. */
export type Upstream = {
  readonly url: URL;
  readonly agent: Agent;
};

/**
 * Idle connections are given up before the emulator does so (hypercorn: 5 s), so that a request
 * never meets a connection that is just being closed.
 */
const IDLE_MS = 3000;

/** @throws TypeError when the text is no URL; RangeError when it is not plain HTTP. */
export function upstreamAt(text: string): Upstream {
  const url = new URL(text);
  if (url.protocol !== 'http:') throw new RangeError(`${text}: the upstream must be an http: URL`);
  return { url, agent: new Agent({ keepAlive: true, timeout: IDLE_MS, maxFreeSockets: 256 }) };
}

/** Where to connect to, in the words of `node:http`. */
export function connectTo({ url, agent }: Upstream) {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { agent, host, port: url.port === '' ? 80 : Number(url.port) };
}
