import { Agent } from 'node:http';
import { TIMEOUT } from '../timeouts.ts';

/** The emulator behind the gateway. */
export type Upstream = {
  readonly url: URL;
  readonly agent: Agent;
};

/** @throws TypeError when the text is no URL; RangeError when it is not plain HTTP. */
export function upstreamAt(text: string): Upstream {
  const url = new URL(text);
  if (url.protocol !== 'http:') throw new RangeError(`${text}: the upstream must be an http: URL`);
  return {
    url,
    agent: new Agent({ keepAlive: true, timeout: TIMEOUT.upstreamIdle, maxFreeSockets: 256 }),
  };
}

/** Where to connect to, in the words of `node:http`. */
export function connectTo({ url, agent }: Upstream) {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { agent, host, port: url.port === '' ? 80 : Number(url.port) };
}
