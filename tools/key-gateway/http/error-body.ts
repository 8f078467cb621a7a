import { randomUUID } from 'node:crypto';
import type { AwsError } from './aws-error.ts';
import type { Head } from './classify-request.ts';
import { scopesOf } from './credential.ts';
import { valuesOf } from './headers.ts';

/** The form in which a service gives its errors. */
export type ErrorProtocol = 'json' | 'query' | 'ec2' | 's3' | 'cbor';

type Encoded = { readonly contentType: string; readonly body: Buffer };

/**
 * Returns the protocol of a request, in which its client reads an error.
 * https://smithy.io/2.0/aws/protocols/index.html
 */
export function errorProtocol({ url, headers }: Head): ErrorProtocol {
  const [type = ''] = valuesOf(headers, 'content-type');
  const isCbor = valuesOf(headers, 'smithy-protocol').includes('rpc-v2-cbor');
  if (isCbor || type.startsWith('application/cbor')) return 'cbor';
  if (/^application\/x-amz-json/i.test(type)) return 'json';
  const isForm = /^application\/x-www-form-urlencoded/i.test(type);
  if (!isForm && valuesOf(headers, 'x-amz-target').length > 0) return 'json';
  const scopes = scopesOf(headers, url);
  if (scopes.includes('ec2')) return 'ec2';
  if (scopes.includes('s3')) return 's3';
  return isForm || /[?&]Action=/.test(url) ? 'query' : 'json';
}

/** Encodes an error. */
export function encodeError(protocol: ErrorProtocol, error: AwsError): Encoded {
  return encoders[protocol](error);
}

const encoders: Readonly<Record<ErrorProtocol, (error: AwsError) => Encoded>> = {
  // https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
  json: ({ type, message, members }) => ({
    contentType: 'application/x-amz-json-1.0',
    body: Buffer.from(JSON.stringify({ __type: type, message, ...members })),
  }),
  // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization
  query: ({ status, type, message }) => {
    const fault = status >= 500 ? 'Receiver' : 'Sender';
    const detail = `<Type>${fault}</Type><Code>${xml(code(type))}</Code><Message>${xml(message)}</Message>`;
    return inXml(
      `<ErrorResponse><Error>${detail}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    );
  },
  // https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#operation-error-serialization
  ec2: ({ type, message }) => {
    const detail = `<Code>${xml(code(type))}</Code><Message>${xml(message)}</Message>`;
    const errors = `<Errors><Error>${detail}</Error></Errors>`;
    return inXml(`<Response>${errors}<RequestID>${randomUUID()}</RequestID></Response>`);
  },
  // https://smithy.io/2.0/aws/customizations/s3-customizations.html
  s3: ({ type, message }) => {
    const detail = `<Code>${xml(code(type))}</Code><Message>${xml(message)}</Message>`;
    return inXml(`<Error>${detail}<RequestId>${randomUUID()}</RequestId></Error>`);
  },
  // https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#error-serialization
  cbor: ({ type, message, members }) => ({
    contentType: 'application/cbor',
    body: cborMap({ __type: type, message, ...members }),
  }),
};

/** Services with XML call the errors of access and availability without `Exception`. */
function code(type: string): string {
  return type.replace(/^(AccessDenied|ServiceUnavailable)Exception$/, '$1');
}

const inXml = (text: string): Encoded => ({
  contentType: 'text/xml',
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`),
});

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function xml(text: string): string {
  // Control characters cannot stand in XML 1.0 at all.
  const clean = text.replace(/(?![\t\n\r\u007f-\u009f])\p{Cc}/gu, '');
  return clean.replace(/[&<>"]/g, (found) => entities[found] ?? '');
}

/** A map of texts: https://www.rfc-editor.org/rfc/rfc8949#section-3.1 */
function cborMap(pairs: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(pairs);
  return Buffer.concat([
    cborHead(5, entries.length),
    ...entries.flat().flatMap((text) => {
      const bytes = Buffer.from(text);
      return [cborHead(3, bytes.length), bytes];
    }),
  ]);
}

function cborHead(majorType: number, length: number): Buffer {
  const type = majorType << 5;
  if (length < 24) return Buffer.from([type | length]);
  if (length < 0x100) return Buffer.from([type | 24, length]);
  return Buffer.from([type | 25, length >> 8, length & 0xff]);
}
