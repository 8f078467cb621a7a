import type { WholeRequest } from '../http/exchange.ts';
import { ENCODED, type RawHeaders, SINGLE, valuesOf } from '../http/headers.ts';

const JSON_OF_AWS = /^application\/x-amz-json-1\.[01](; ?charset=utf-8)?$/i;
const FORM = /^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i;

/**
 * Returns why the gateway cannot read a request to STS exactly as the emulator reads it. The parameters
 * must be in one place, and method, content type and target must agree on which. Then both see the
 * same caller and the same session.
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonParameters.html
 *
 * @returns a sentence; undefined when the request has only one reading.
 */
export function problemWithSts({ method, url, headers, body }: WholeRequest): string | undefined {
  const twice = SINGLE.find((name) => valuesOf(headers, name).length > 1);
  if (twice) return `The header ${twice} is given more than once.`;
  const encoded = ENCODED.find((name) => valuesOf(headers, name).length > 0);
  if (encoded) return `The body is encoded (${encoded}).`;
  const hasTarget = valuesOf(headers, 'x-amz-target').length > 0;
  if (method === 'GET') {
    return body.length > 0 || hasTarget
      ? 'A GET carries its parameters in the query alone.'
      : undefined;
  }
  if (method !== 'POST') return 'It is neither a GET nor a POST.';
  if (url !== '/') return 'A POST carries its parameters in the body alone, and goes to /.';
  const type = contentType(headers);
  if (hasTarget)
    return JSON_OF_AWS.test(type)
      ? undefined
      : 'It has a target, and its content type is not AWS JSON.';
  return FORM.test(type) ? undefined : 'It is not a form.';
}

const contentType = (headers: RawHeaders): string => valuesOf(headers, 'content-type')[0] ?? '';
