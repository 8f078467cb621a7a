import { cookieName, type Door, isSame } from './credentials.ts';

/** A request as far as its admission goes. */
export type Knock = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case, as node:http gives them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

export type Admission =
  /** Came with the address of the terminal, and gets the cookie. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'admitted'; readonly path: string }
  | { readonly kind: 'refused'; readonly status: number; readonly why: string };

const refused = (status: number, why: string): Admission => ({ kind: 'refused', status, why });

/** Answers to a call that changes something, or that holds what somebody may see. */
const CALLS = '/api/';

/**
 * Whether a request is served. A name that was bent to this machine (DNS rebinding) has another
 * Host; another site has another Origin, and neither the cookie nor the page's token.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function admit({ method, url, headers }: Knock, door: Door): Admission {
  const host = one(headers['host']);
  if (host !== `127.0.0.1:${door.port}` && host !== `localhost:${door.port}`) {
    return refused(421, 'This address is served under its own name alone.');
  }
  const { pathname: path, searchParams } = new URL(url, `http://${host}`);
  const get = method === 'GET' || method === 'HEAD';
  const token = searchParams.get('token');
  if (get && path === '/' && token !== null) {
    return isSame(token, door.token) ? { kind: 'opened' } : refused(403, 'The token is wrong.');
  }
  const origin = one(headers['origin']);
  if (origin !== undefined && origin !== `http://${host}`) return foreign;
  if (!['same-origin', 'none', undefined].includes(one(headers['sec-fetch-site']))) return foreign;
  if (!isSame(cookieOf(one(headers['cookie']), cookieName(door)), door.cookie)) {
    return refused(403, 'Open the address that "npm start" has printed in the terminal.');
  }
  if (!path.startsWith(CALLS)) {
    return get ? { kind: 'admitted', path } : refused(405, 'Pages can only be looked at.');
  }
  if (method !== 'POST') return refused(405, 'Calls are made by POST.');
  if (origin === undefined) return foreign;
  if (!isSame(one(headers['x-console-token']), door.pageToken)) {
    return refused(403, 'The page is of an earlier run: load it again.');
  }
  const json = /^application\/json(;|$)/.test(one(headers['content-type']) ?? '');
  return json ? { kind: 'admitted', path } : refused(415, 'Calls are made in JSON.');
}

const foreign = refused(403, 'Other sites have no business here.');

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}
