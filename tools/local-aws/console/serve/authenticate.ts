import { type ConsoleCredentials, cookieName, isSame } from './credentials.ts';

/** The parts of a request that authenticate it. */
export type RequestHead = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case, as node:http gives them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

export type AuthenticationResult =
  /** The address of the terminal: the answer sets the cookie. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'authenticated'; readonly path: string }
  | { readonly kind: 'rejected'; readonly status: number; readonly message: string };

const rejected = (status: number, message: string): AuthenticationResult => ({
  kind: 'rejected',
  status,
  message,
});

/** Calls change something, or return what only an authenticated page can see. */
const CALLS = '/api/';

/**
 * Returns whether a request is served. A host name that was pointed at this machine (DNS rebinding) has
 * another Host. Another site has another Origin, and has neither the cookie nor the token of the page.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function authenticate(
  { method, url, headers }: RequestHead,
  credentials: ConsoleCredentials,
): AuthenticationResult {
  const host = one(headers['host']);
  if (host !== `127.0.0.1:${credentials.port}` && host !== `localhost:${credentials.port}`) {
    return rejected(421, 'Use the address that "npm start" printed. This host name is not served.');
  }
  const { pathname: path, searchParams } = new URL(url, `http://${host}`);
  const get = method === 'GET' || method === 'HEAD';
  const token = searchParams.get('token');
  if (get && path === '/' && token !== null) {
    return isSame(token, credentials.token)
      ? { kind: 'opened' }
      : rejected(
          403,
          'The token in the address is wrong. Use the address that "npm start" printed.',
        );
  }
  const origin = one(headers['origin']);
  if (origin !== undefined && origin !== `http://${host}`) return foreign;
  if (!['same-origin', 'none', undefined].includes(one(headers['sec-fetch-site']))) return foreign;
  if (!isSame(cookieOf(one(headers['cookie']), cookieName(credentials)), credentials.cookie)) {
    return rejected(403, 'Open the address that "npm start" printed in its terminal.');
  }
  if (!path.startsWith(CALLS)) {
    return get ? { kind: 'authenticated', path } : rejected(405, 'Use GET for pages.');
  }
  if (method !== 'POST') return rejected(405, 'Use POST for calls.');
  if (origin === undefined) return foreign;
  if (!isSame(one(headers['x-console-token']), credentials.pageToken)) {
    return rejected(403, 'The page is from an earlier run. Load it again.');
  }
  const json = /^application\/json(;|$)/.test(one(headers['content-type']) ?? '');
  return json
    ? { kind: 'authenticated', path }
    : rejected(415, 'The content type must be application/json.');
}

const foreign = rejected(403, 'Cross-origin requests are not allowed.');

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}
