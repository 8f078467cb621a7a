import type { IncomingMessage } from 'node:http';
import { scopesOf } from './credential.ts';
import { type RawHeaders, valuesOf } from './headers.ts';

/** A service whose operations a key can protect. */
export type ProtectedService = 'states' | 'kms';

/** The class of a request, which decides how the gateway handles it. */
export type Classified =
  | { readonly kind: 'protected'; readonly service: ProtectedService; readonly operation: string }
  /** It is for a protected service, and it can be read in two ways. */
  | { readonly kind: 'unclear'; readonly service: ProtectedService; readonly problem: string }
  /** Its effects can change later decisions: policies, sessions, stacks. */
  | { readonly kind: 'observed'; readonly service: ObservedService }
  /** An address of the emulator itself, which needs no credentials. */
  | { readonly kind: 'emulator-admin' }
  | { readonly kind: 'forward' };

export type ObservedService =
  | 'sts'
  | 'iam'
  | 'cloudformation'
  | 'cloudcontrolapi'
  | 'organizations'
  | 'tagging';

const protectedServices = {
  states: { target: 'AWSStepFunctions', host: /(^|[.-])states\./ },
  kms: { target: 'TrentService', host: /(^|\.)kms\./ },
} as const satisfies Record<ProtectedService, { target: string; host: RegExp }>;

const services: readonly ProtectedService[] = ['states', 'kms'];
const observedServices: readonly ObservedService[] = [
  'sts',
  'iam',
  'cloudformation',
  'cloudcontrolapi',
  'organizations',
  'tagging',
];

/**
 * Addresses that an emulator serves for itself, without credentials. No address of AWS begins with
 * `_`: bucket names begin with a letter or a digit, and so do the paths of the REST APIs.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const ADMIN_FIRST = /^(_.*|moto-api)$/i;
const ADMIN_ANYWHERE = /\/(_(ministack|localstack|localemu|moto|floci|fakecloud)|moto-api)(\/|$)/i;
/** These only say whether the emulator is up. */
const HEALTH = /^\/_(ministack|localstack|localemu)\/(health|ready)$/;

const FORM = 'application/x-www-form-urlencoded';

/** A request line and its headers, as they came. */
export type Head = { readonly method: string; readonly url: string; readonly headers: RawHeaders };

/** Returns the head of a request. */
export function headOf({ method = '', url = '', rawHeaders: headers }: IncomingMessage): Head {
  return { method, url, headers };
}

/** The target of a proxy's or a server's own request: https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
const notPlain: Classified = {
  kind: 'unclear',
  service: 'states',
  problem: 'Its target is not a path.',
};

/**
 * Returns the class of a request. Every way in which an emulator could read it as one for a protected
 * service counts.
 */
export function classifyRequest({ method, url, headers }: Head): Classified {
  if (!url.startsWith('/')) return notPlain;
  const path = normalPath(url);
  if (isEmulatorAdmin(path) && !(method === 'GET' && HEALTH.test(url))) {
    return { kind: 'emulator-admin' };
  }
  const targets = valuesOf(headers, 'x-amz-target');
  const scopes = scopesOf(headers, url);
  const service = services.find((name) => isFor(name, { targets, scopes, path, url, headers }));
  if (service) return protectedOperation(service, method, url, targets);
  const scoped = observedServices.find((name) => scopes.includes(name));
  if (scoped) return { kind: 'observed', service: scoped };
  // AssumeRoleWithWebIdentity and AssumeRoleWithSAML carry no signature.
  const form = valuesOf(headers, 'content-type').some((type) => type.startsWith(FORM));
  if (scopes.length === 0 && method === 'POST' && form) return { kind: 'observed', service: 'sts' };
  return { kind: 'forward' };
}

/** A server can drop empty segments and dots before it looks a path up. */
function isEmulatorAdmin(path: string): boolean {
  const segments: string[] = [];
  for (const segment of path.split(/[/\\]/)) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return ADMIN_FIRST.test(segments[0] ?? '') || ADMIN_ANYWHERE.test(path);
}

type Traces = {
  targets: readonly string[];
  scopes: readonly string[];
  path: string;
  url: string;
  headers: RawHeaders;
};

function isFor(name: ProtectedService, { targets, scopes, path, url, headers }: Traces): boolean {
  const { target, host } = protectedServices[name];
  const word = target.toLowerCase();
  return (
    scopes.includes(name) ||
    targets.some((value) => value.toLowerCase().includes(word)) ||
    // https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
    path.toLowerCase().includes(`/service/${word}`) ||
    url.toLowerCase().includes(`x-amz-target=${word}`) ||
    valuesOf(headers, 'host').some((value) => host.test(value.toLowerCase()))
  );
}

function protectedOperation(
  service: ProtectedService,
  method: string,
  url: string,
  targets: readonly string[],
): Classified {
  const unclear = (problem: string): Classified => ({ kind: 'unclear', service, problem });
  const [target = '', ...more] = targets;
  if (more.length > 0) return unclear('X-Amz-Target is given more than once.');
  if (method !== 'POST' || url !== '/') return unclear('It is not a POST to /.');
  const [prefix, operation = '', ...rest] = target.split('.');
  if (
    prefix !== protectedServices[service].target ||
    rest.length > 0 ||
    !/^[A-Za-z]+$/.test(operation)
  ) {
    return unclear('X-Amz-Target names no operation of the service.');
  }
  return { kind: 'protected', service, operation };
}

/** The path without its query, decoded as often as a careless reader might. */
function normalPath(url: string): string {
  let path = url.split('?', 1)[0] ?? '';
  for (let round = 0; round < 3; round += 1) {
    const decoded = path.replace(/%[0-9a-f]{2}/gi, (code) =>
      String.fromCharCode(Number.parseInt(code.slice(1), 16)),
    );
    if (decoded === path) break;
    path = decoded;
  }
  return path;
}
