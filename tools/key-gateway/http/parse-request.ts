import type { IncomingMessage } from 'node:http';
import { type AwsError, unclearRequest } from './aws-error.ts';
import { REQUEST_BODIES, readBody } from './body.ts';
import type { ProtectedService } from './classify-request.ts';
import { type Credential, credentialOf } from './credential.ts';
import type { WholeRequest } from './exchange.ts';
import { ENCODED, SINGLE, valuesOf } from './headers.ts';
import { type JsonObject, parseStrictJson } from './strict-json.ts';

/** A request for an operation of a protected service, read and understood. */
export type ProtectedRequest = {
  /** The request as it came: the emulator gets exactly this. */
  readonly whole: WholeRequest;
  readonly service: ProtectedService;
  readonly operation: string;
  readonly input: JsonObject;
  readonly credential: Credential;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
};

/** The largest request that Step Functions takes is a definition of 1 MB, doubled by escapes. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

const AWS_JSON = /^application\/x-amz-json-1\.[01](; ?charset=utf-8)?$/i;

/**
 * Reads a request for an operation of a protected service.
 *
 * @returns the request, or the error for one that is unsigned or that two readers might read differently.
 * @throws BodyTooLargeError, BrokenBodyError, AmbiguousJsonError
 */
export async function parseRequest(
  incoming: IncomingMessage,
  { service, operation }: { service: ProtectedService; operation: string },
  signal: AbortSignal,
): Promise<{ readonly request: ProtectedRequest } | { readonly error: AwsError }> {
  const { rawHeaders: headers, method = '', url = '' } = incoming;
  const problem = problemWith(headers);
  if (problem) return { error: unclearRequest(problem) };
  // An unsigned request is answered without its body.
  const credential = credentialOf(headers);
  if (!credential) return { error: noSignature };
  if (credential.service !== service) {
    return {
      error: invalidSignature(`Credential should be scoped to correct service: '${service}'.`),
    };
  }
  if (!credential.signedHeaders.includes('x-amz-target')) {
    return {
      error: invalidSignature("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization."),
    };
  }
  const body = await readBody(incoming, { limit: MAX_BODY_BYTES, ...REQUEST_BODIES });
  return {
    request: {
      whole: { method, url, headers, body },
      ...{ service, operation, credential, signal },
      input: parseStrictJson(body),
      ...senderOf(incoming),
    },
  };
}

/** The address and the user agent of a request, as condition keys and events show them. */
export function senderOf(incoming: IncomingMessage): { sourceIp: string; userAgent: string } {
  return {
    sourceIp: (incoming.socket.remoteAddress ?? '').replace('::ffff:', ''),
    userAgent: incoming.headers['user-agent'] ?? '',
  };
}

/** A member of the input that must be text; undefined when it is anything else. */
export function text({ input }: Pick<ProtectedRequest, 'input'>, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

function problemWith(headers: readonly string[]): string | undefined {
  const twice = SINGLE.find((name) => valuesOf(headers, name).length > 1);
  if (twice) return `The header ${twice} is given more than once.`;
  const encoded = ENCODED.find((name) => valuesOf(headers, name).length > 0);
  if (encoded) return `The body is encoded (${encoded}).`;
  const streamed = valuesOf(headers, 'x-amz-content-sha256').some((v) => v.startsWith('STREAMING'));
  if (streamed) return 'The body is signed in chunks.';
  const [type = ''] = valuesOf(headers, 'content-type');
  if (!AWS_JSON.test(type)) return 'The content type is not AWS JSON.';
  return undefined;
}

const noSignature: AwsError = {
  status: 400,
  type: 'MissingAuthenticationTokenException',
  message: 'Request is missing Authentication Token',
};

function invalidSignature(message: string): AwsError {
  return { status: 400, type: 'InvalidSignatureException', message };
}
