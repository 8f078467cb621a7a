import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './response-headers.ts';

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
  text: 'text/plain; charset=utf-8',
} as const;

export type Kind = keyof typeof TYPES;

/** Answers with a text of a kind. */
export function send(
  response: ServerResponse,
  status: number,
  kind: Kind,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': TYPES[kind],
    'Content-Length': Buffer.byteLength(body),
    ...more,
  });
  response.end(response.req.method === 'HEAD' ? '' : body);
}
