import { type ConsoleCredentials, cookieName, isSame } from './credentials.ts';

/** A request as far as its authentication goes. */
export type RequestHead = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case, as node:http gives them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

export type AuthenticationResult =
  /** Came with the address of the terminal, and gets the cookie. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'authenticated'; readonly path: string }
  | { readonly kind: 'rejected'; readonly status: number; readonly message: string };

const rejected = (status: number, message: string): AuthenticationResult => ({
  kind: 'rejected',
  status,
  message,
});

/** Answers to a call that changes something, or that holds what somebody may see. */
const CALLS = '/api/';

/**
 * Whether a request is served. A name that was bent to this machine (DNS rebinding) has another
 * Host; another site has another Origin, and neither the cookie nor the page's token.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function authenticate(
  { method, url, headers }: RequestHead,
  credentials: ConsoleCredentials,
): AuthenticationResult {
  const host = one(headers['host']);
  if (host !== `127.0.0.1:${credentials.port}` && host !== `localhost:${credentials.port}`) {
    return rejected(421, 'This address is served under its own name alone.');
  }
  const { pathname: path, searchParams } = new URL(url, `http://${host}`);
  const get = method === 'GET' || method === 'HEAD';
  const token = searchParams.get('token');
  if (get && path === '/' && token !== null) {
    return isSame(token, credentials.token)
      ? { kind: 'opened' }
      : rejected(403, 'The token is wrong.');
  }
  const origin = one(headers['origin']);
  if (origin !== undefined && origin !== `http://${host}`) return foreign;
  if (!['same-origin', 'none', undefined].includes(one(headers['sec-fetch-site']))) return foreign;
  if (!isSame(cookieOf(one(headers['cookie']), cookieName(credentials)), credentials.cookie)) {
    return rejected(403, 'Open the address that "npm start" has printed in the terminal.');
  }
  if (!path.startsWith(CALLS)) {
    return get ? { kind: 'authenticated', path } : rejected(405, 'Pages can only be looked at.');
  }
  if (method !== 'POST') return rejected(405, 'Calls are made by POST.');
  if (origin === undefined) return foreign;
  if (!isSame(one(headers['x-console-token']), credentials.pageToken)) {
    return rejected(403, 'The page is of an earlier run: load it again.');
  }
  const json = /^application\/json(;|$)/.test(one(headers['content-type']) ?? '');
  return json ? { kind: 'authenticated', path } : rejected(415, 'Calls are made in JSON.');
}

const foreign = rejected(403, 'Other sites have no business here.');

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}
