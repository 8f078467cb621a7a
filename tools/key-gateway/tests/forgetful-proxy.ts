import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** What an emulator stores of a key. */
export type Forgets =
  /** LocalStack and LocalEmu accept a key and store none. */
  | 'every key'
  /** moto keeps the key of a state machine, and none for its executions. */
  | 'keys of executions';

/** A proxy in front of an emulator that removes keys from its answers. */
export async function forgetfulProxy(
  emulatorUrl: string,
  forgets: () => Forgets,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((incoming, response) => {
    forward(incoming, response, emulatorUrl, forgets()).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  emulatorUrl: string,
  forgets: Forgets,
): Promise<void> {
  const answer = await ask(incoming, emulatorUrl, await bytesOf(incoming));
  const target = String(incoming.headers['x-amz-target'] ?? '');
  if (answer.status === 200 && target.startsWith('AWSStepFunctions.Describe')) {
    const json = JSON.parse(String(answer.body));
    if (forgets === 'every key') delete json.encryptionConfiguration;
    else if (target.endsWith('ForExecution')) {
      const { stateMachineArn } = json;
      const body = Buffer.from(JSON.stringify({ stateMachineArn }));
      const now = await ask(incoming, emulatorUrl, body, 'AWSStepFunctions.DescribeStateMachine');
      json.encryptionConfiguration = JSON.parse(String(now.body)).encryptionConfiguration;
    }
    answer.body = Buffer.from(JSON.stringify(json));
  }
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': answer.body.length,
  });
  response.end(answer.body);
}

type Answer = { status: number; type: string; body: Buffer };

/** Sends a request with its own headers, because the signature covers the client's host. */
async function ask(
  { method, url = '/', headers }: IncomingMessage,
  emulatorUrl: string,
  body: Buffer,
  target?: string,
): Promise<Answer> {
  const { 'transfer-encoding': _chunked, connection: _connection, ...own } = headers;
  const outgoing = request(emulatorUrl + url, {
    method: method ?? 'GET',
    headers: {
      ...own,
      'content-length': body.length,
      ...(target ? { 'x-amz-target': target } : {}),
    },
  });
  outgoing.end(body);
  const [answer]: IncomingMessage[] = await once(outgoing, 'response');
  if (!answer) throw new Error('The emulator did not answer.');
  return {
    status: answer.statusCode ?? 502,
    type: answer.headers['content-type'] ?? 'application/x-amz-json-1.0',
    body: await bytesOf(answer),
  };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
