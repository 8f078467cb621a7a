import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { deadline } from '../../../local/gateway/proxy/deadline.ts';
import type { StoredRecord } from '../judge/records.ts';
import { type DoorAnswer, type Mishap, misfortuneOf } from '../plan/mishaps.ts';
import { passOn } from './pass-on.ts';

/** Where `save` asks what is to go wrong, and the door that its puts go through. */
export type Desk = {
  url: string;
  /** What the table acknowledged. A conditional put that found a row stores nothing. */
  stored: StoredRecord[];
  /** Names of executions that have met their mishap. */
  met: Set<string>;
  /** Names of executions with a mishap for which `save` ran more than once. */
  retried: Set<string>;
  /** Resolves when the execution of that name has been at the table, or patience is over. */
  reached(name: string, patience: number): Promise<void>;
  /** What befalls the execution of that name. */
  set(name: string, mishap: Mishap): void;
  stop(): Promise<void>;
};

const REFUSALS = {
  throttle: { status: 400, type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException' },
  refuse: { status: 400, type: 'com.amazon.coral.service#AccessDeniedException' },
  fail: { status: 500, type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' },
} as const;

/**
 * Starts the desk.
 *
 * @param table where the emulator is, at the moment of each put.
 */
export async function startDesk(table: () => string): Promise<Desk> {
  const mishaps = new Map<string, { mishap: Mishap; runs: number; tries: number }>();
  const stored: StoredRecord[] = [];
  const met = new Set<string>();
  const retried = new Set<string>();
  const arrivals = new EventEmitter().setMaxListeners(0);

  const tellSave = (executionArn: string, response: ServerResponse): void => {
    const name = nameOf(executionArn);
    const planned = mishaps.get(name);
    const { save } = misfortuneOf(planned?.mishap);
    const first = planned !== undefined && planned.runs === 0;
    if (planned) planned.runs += 1;
    if (planned && !first) retried.add(name);
    if (first && save) met.add(name);
    if (first && save?.moment === 'before') arrivals.emit(name);
    response.end(JSON.stringify(first && save ? save : {}));
  };
  const doorFor = (name: string): DoorAnswer => {
    const planned = mishaps.get(name);
    if (!planned) return 'pass';
    const answer = misfortuneOf(planned.mishap).door?.[planned.tries] ?? 'pass';
    planned.tries += 1;
    if (answer !== 'pass') met.add(name);
    return answer;
  };
  const put = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await incoming.toArray());
    const executionName = nameOf(executionOf(body));
    const answer = doorFor(executionName);
    response.once('close', () => arrivals.emit(executionName));
    if (answer !== 'pass' && answer !== 'lose-answer') {
      const { status, type } = REFUSALS[answer];
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: type, message: 'The endurance test says so.' }));
      return;
    }
    const real = await passOn(table(), incoming, body);
    if (real.status === 200) stored.push({ executionName, at: Date.now() });
    if (answer === 'lose-answer') return void response.destroy();
    response.writeHead(real.status, real.headers);
    response.end(real.body);
  };

  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://desk');
    const executionArn = url.searchParams.get('execution');
    if (executionArn !== null) return tellSave(executionArn, response);
    // The emulator is down: so is the table.
    put(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stored,
    met,
    retried,
    async reached(name, patience) {
      const { signal, clear } = deadline(patience);
      await once(arrivals, name, { signal }).catch(() => {});
      clear();
    },
    set: (name, mishap) => void mishaps.set(name, { mishap, runs: 0, tries: 0 }),
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const nameOf = (executionArn: string): string => executionArn.split(':').at(-1) ?? '';

/** The execution whose row a PutItem holds. */
function executionOf(body: Buffer): string {
  const request: { Item?: { ExecutionId?: { S?: string } } } = JSON.parse(body.toString('utf8'));
  return request.Item?.ExecutionId?.S ?? '';
}
