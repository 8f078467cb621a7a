import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/exchange.ts';

const REPLACED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/**
 * An error as STS answers it, in the protocol that the request came in.
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 *
 * @param json whether the request was in JSON; otherwise it was a form or a query.
 */
export function stsError(
  { status, code, message }: { status: 400 | 403; code: string; message: string },
  json: boolean,
): Answer {
  const id = randomUUID();
  const body = Buffer.from(
    json ? JSON.stringify({ __type: code, message }) : inXml(code, message, id),
  );
  const type = json ? 'application/x-amz-json-1.1' : 'text/xml';
  return {
    status,
    statusMessage: status === 403 ? 'Forbidden' : 'Bad Request',
    headers: [
      ...['Content-Type', type, 'Content-Length', String(body.length)],
      ...['x-amzn-RequestId', id],
    ],
    body,
  };
}

function inXml(code: string, message: string, id: string): string {
  const text = message.replace(/[&<>"]/g, (found) => REPLACED[found] ?? '');
  return [
    '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">',
    `<Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error>`,
    `<RequestId>${id}</RequestId></ErrorResponse>`,
  ].join('');
}
