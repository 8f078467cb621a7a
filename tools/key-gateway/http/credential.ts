import { type RawHeaders, valuesOf } from './headers.ts';

/** What an Authorization header says of who signed. */
export type Credential = {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
};

const SIGV4 =
  /^AWS4-HMAC-SHA256 Credential=([\w]{3,128})\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=[0-9a-f]{1,128}$/;

/**
 * Returns the credential of a request; undefined unless there is exactly one, in the plain form
 * that all AWS SDKs send. So no other parser can find a different access key in the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function credentialOf(headers: RawHeaders): Credential | undefined {
  const [value, ...more] = valuesOf(headers, 'authorization');
  const found = value === undefined || more.length > 0 ? null : SIGV4.exec(value);
  if (!found) return undefined;
  const [, accessKeyId = '', region = '', service = '', signed = ''] = found;
  return { accessKeyId, region, service, signedHeaders: signed.split(';') };
}

/**
 * Returns every word of a request's credentials in lower case, from its headers and from a signed
 * URL. These include each place where an emulator can look for the service's name.
 */
export function scopesOf(headers: RawHeaders, url: string): string[] {
  const inHeaders = valuesOf(headers, 'authorization').flatMap((value) => value.split(/[/,\s=]+/));
  return [...inHeaders, ...scopesInUrl(url)].map((word) => word.toLowerCase());
}

function scopesInUrl(url: string): string[] {
  const at = url.indexOf('?');
  if (at < 0) return [];
  return [...new URLSearchParams(url.slice(at + 1))]
    .filter(([name]) => name.toLowerCase() === 'x-amz-credential')
    .flatMap(([, value]) => value.split('/'));
}
