import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** An emulator behind a proxy that can delete keys: the emulator itself keeps them forever. */
export type DeletedKeyProxy = {
  readonly url: string;
  /** Deletes a key: KMS then answers every call on it with NotFoundException. */
  delete(keyArn: string): void;
  stop(): Promise<void>;
};

/**
 * Starts the proxy.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html#API_DescribeKey_Errors
 */
export async function deletedKeyProxy(emulatorUrl: string): Promise<DeletedKeyProxy> {
  const deleted: string[] = [];
  const server = createServer((incoming, response) => {
    forward(incoming, response, emulatorUrl, deleted).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    delete: (keyArn) => void deleted.push(keyArn.slice(keyArn.lastIndexOf('/') + 1)),
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
  deleted: readonly string[],
): Promise<void> {
  const body = await bytesOf(incoming);
  const { headers, method = 'GET', url = '/' } = incoming;
  const isKms = String(headers['x-amz-target'] ?? '').startsWith('TrentService.');
  const gone = isKms ? deleted.find((id) => String(body).includes(id)) : undefined;
  if (gone !== undefined) {
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    const message = `Key '${gone}' does not exist`;
    response.end(JSON.stringify({ __type: 'NotFoundException', message }));
    return;
  }
  // The signature covers the client's Host header, so it stays as it is.
  const { 'transfer-encoding': _chunked, connection: _connection, ...own } = headers;
  const outgoing = request(emulatorUrl + url, {
    method,
    headers: { ...own, 'content-length': body.length },
  });
  outgoing.end(body);
  const [answer]: IncomingMessage[] = await once(outgoing, 'response');
  if (!answer) throw new Error('The emulator did not answer.');
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
