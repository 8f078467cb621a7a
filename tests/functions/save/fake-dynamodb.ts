import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request. */
export type Answer = (response: ServerResponse) => void;

/** A JSON answer as DynamoDB writes it. */
export const answer =
  (status: number, body: object): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  };

/** An error answer of DynamoDB: its name, and what belongs to it. */
export const fault = (status: number, name: string, more: object = {}): Answer =>
  answer(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...more });

/**
 * An HTTP server on a free loopback port that gives each request the next answer, and the last one
 * to all later requests.
 */
export const startFakeDynamoDb = async (...answers: readonly Answer[]) => {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const give = answers[Math.min(requests, answers.length - 1)];
      requests += 1;
      give?.(response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests: (): number => requests,
    stop: async (): Promise<void> => {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
};
