import { randomBytes, timingSafeEqual } from 'node:crypto';

/** The secrets that open the console. Each is another one, so that none gives away the others. */
export type ConsoleSecrets = {
  /** In the address that the terminal shows. */
  readonly token: string;
  /** Value of the cookie, which scripts cannot read and other sites cannot send. */
  readonly cookie: string;
  /** In the page, and in a header of each call that it makes. No other page knows it. */
  readonly pageToken: string;
};

/** What a request needs to be authenticated. */
export type ConsoleCredentials = ConsoleSecrets & { readonly port: number };

const secret = (): string => randomBytes(32).toString('base64url');

/** Returns new secrets. */
export const newSecrets = (): ConsoleSecrets => ({
  token: secret(),
  cookie: secret(),
  pageToken: secret(),
});

/** Browsers do not separate cookies by port, so the port is in the name. */
export const cookieName = ({ port }: ConsoleCredentials): string => `console-${port}`;

/** Compares in constant time, so that the time does not tell how much of a secret is right. */
export function isSame(given: string | undefined, secret: string): boolean {
  if (given === undefined) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
