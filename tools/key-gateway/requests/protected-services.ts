import type { IncomingMessage } from 'node:http';
import { readBody } from '../http/body.ts';
import type { Guarded } from '../http/classify-request.ts';
import { credentialOf } from '../http/credential.ts';
import type { AwsError } from '../http/error-response.ts';
import { ENCODED, SINGLE, valuesOf } from '../http/headers.ts';
import { parseStrictJson } from '../http/strict-json.ts';
import { serveKms } from '../kms/handle-kms.ts';
import { serveStepFunctions } from '../states/handle-states.ts';
import type { Desk } from './gateway-context.ts';
import type { Reply } from './reply.ts';
import type { GuardedRequest } from './request.ts';

/** The largest request that Step Functions takes is a definition of 1 MB, doubled by escapes. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

const servers: Readonly<Record<Guarded, (request: GuardedRequest, desk: Desk) => Promise<Reply>>> =
  {
    states: serveStepFunctions,
    kms: serveKms,
  };

const JSON_OF_AWS = /^application\/x-amz-json-1\.[01](; ?charset=utf-8)?$/i;

/**
 * Reads and serves a request for an operation of a guarded service.
 *
 * @throws BodyTooLargeError, BrokenBodyError, AmbiguousJsonError, UpstreamError, MaterialError
 */
export async function serveGuarded(
  incoming: IncomingMessage,
  aim: { service: Guarded; operation: string },
  desk: Desk,
  signal: AbortSignal,
): Promise<Reply> {
  const { rawHeaders: headers, method = '', url = '' } = incoming;
  const problem = problemWith(headers);
  if (problem) return { error: unclear(problem) };
  const body = await readBody(incoming, MAX_BODY_BYTES);
  const credential = credentialOf(headers);
  if (!credential) return { error: noSignature };
  if (credential.service !== aim.service) {
    return {
      error: signature(`Credential should be scoped to correct service: '${aim.service}'.`),
    };
  }
  if (!credential.signedHeaders.includes('x-amz-target')) {
    return {
      error: signature("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization."),
    };
  }
  const request = {
    whole: { method, url, headers, body },
    operation: aim.operation,
    input: parseStrictJson(body),
    credential,
    sourceIp: (incoming.socket.remoteAddress ?? '').replace('::ffff:', ''),
    userAgent: incoming.headers['user-agent'] ?? '',
    signal,
  };
  return servers[aim.service](request, desk);
}

/** The error for a request that two readers might understand in two ways. */
export function unclear(problem: string): AwsError {
  const message = `The key gateway cannot tell for certain what this request asks for: ${problem}`;
  return { status: 400, type: 'SerializationException', message };
}

function problemWith(headers: readonly string[]): string | undefined {
  const twice = SINGLE.find((name) => valuesOf(headers, name).length > 1);
  if (twice) return `The header ${twice} is given more than once.`;
  const encoded = ENCODED.find((name) => valuesOf(headers, name).length > 0);
  if (encoded) return `The body is encoded (${encoded}).`;
  const streamed = valuesOf(headers, 'x-amz-content-sha256').some((v) => v.startsWith('STREAMING'));
  if (streamed) return 'The body is signed in chunks.';
  const [type = ''] = valuesOf(headers, 'content-type');
  if (!JSON_OF_AWS.test(type)) return 'It is no JSON of AWS.';
  return undefined;
}

const noSignature: AwsError = {
  status: 400,
  type: 'MissingAuthenticationTokenException',
  message: 'Request is missing Authentication Token',
};

function signature(message: string): AwsError {
  return { status: 400, type: 'InvalidSignatureException', message };
}
