import { createServer, type Server } from 'node:http';

/** An answer of a service, or a connection that breaks. */
export type FaultAnswer =
  | { readonly status: number; readonly body: string; readonly type?: string }
  | 'broken connection';

/** An endpoint that gives the answers in their order, and repeats the last one. */
export interface FaultServer {
  readonly url: string;
  calls(): number;
  close(): Promise<void>;
}

/** An error in the form of the services with an XML protocol. */
export const xmlError = (code: string, message: string, status = 400): FaultAnswer => ({
  status,
  type: 'text/xml',
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code>
<Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});

/** An error in the form of the services with a JSON protocol. */
export const jsonError = (code: string, message: string, status = 400): FaultAnswer => ({
  status,
  body: JSON.stringify({ __type: code, message }),
});

export async function faultServer(...answers: readonly FaultAnswer[]): Promise<FaultServer> {
  let calls = 0;
  const server: Server = createServer((request, response) => {
    const answer = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    request.resume();
    if (answer === undefined || answer === 'broken connection') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, {
      'content-type': answer.type ?? 'application/x-amz-json-1.1',
    });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
