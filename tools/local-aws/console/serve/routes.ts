import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KmsEvent } from 'key-gateway';
import { principalAccess } from '../access/principal-access.ts';
import { type KeyOfExecution, protectingKeys } from '../access/protecting-keys.ts';
import { callNamed } from '../calls/calls.ts';
import { type CallContext, performCall } from '../calls/perform-call.ts';
import type { About } from '../contract.ts';
import { BadRequestError, ConsoleError } from '../errors.ts';
import { roleSteps } from '../explain/role-steps.ts';
import { listIdentities } from '../identities/identity-list.ts';
import { streamEvents } from '../live/stream-events.ts';
import type { Bundle } from '../page/bundle.ts';
import { ICON, pageHtml } from '../page/html.ts';
import type { ConsoleCredentials } from './credentials.ts';
import { isRecord, optionalText, text, texts } from './parse-json.ts';
import { readJson } from './read-body.ts';
import { send } from './send.ts';

/** What the routes need. */
export type ConsoleContext = CallContext & {
  readonly credentials: ConsoleCredentials;
  readonly bundle: () => Promise<Bundle>;
  readonly events: () => readonly KmsEvent[];
  readonly keyOfExecution: KeyOfExecution;
  /** Whether the emulator answered the gateway last. */
  readonly isUpstreamUp: () => boolean;
  /** Lets the gateway ask the emulator again. */
  readonly tryUpstream: () => Promise<unknown>;
};

type Route = (
  incoming: IncomingMessage,
  response: ServerResponse,
  context: ConsoleContext,
) => unknown;

const json = (response: ServerResponse, value: unknown): void =>
  send(response, 200, 'json', JSON.stringify(value));

/** By path: pages, and below `/api/` calls. */
const routes: Readonly<Record<string, Route>> = {
  '/': (_, response, { credentials }) =>
    send(response, 200, 'html', pageHtml(credentials.pageToken)),
  '/icon.svg': (_, response) => send(response, 200, 'svg', ICON),
  '/console.js': async (_, response, { bundle }) =>
    send(response, 200, 'js', (await bundle()).script),
  '/style.css': async (_, response, { bundle }) =>
    send(response, 200, 'css', (await bundle()).style),
  '/api/about': async (_, response, { home, isUpstreamUp, tryUpstream }) => {
    if (!isUpstreamUp()) await tryUpstream();
    if (!isUpstreamUp()) throw new ConsoleError(503, 'The emulator does not answer.');
    const about: About = { partition: 'aws', ...home, identities: listIdentities() };
    json(response, about);
  },
  '/api/call': async (incoming, response, context) => {
    const asked = await readJson(incoming);
    const { input } = asked;
    if (!isRecord(input)) throw new BadRequestError('input must be an object.');
    const [name, as] = [callNamed(text(asked, 'name')), text(asked, 'as')];
    json(response, await performCall(name, input, as, context));
  },
  '/api/access': async (incoming, response, context) => {
    const asked = await readJson(incoming);
    const [stateMachineArn, policy] = [
      text(asked, 'stateMachineArn'),
      optionalText(asked, 'policy'),
    ];
    const edited = policy === undefined ? undefined : { text: policy, as: text(asked, 'as') };
    json(response, await principalAccess(stateMachineArn, edited, context));
  },
  '/api/protecting-keys': async (incoming, response, context) => {
    const asked = await readJson(incoming);
    const [stateMachineArn, executionArns] = [
      text(asked, 'stateMachineArn'),
      texts(asked, 'executionArns'),
    ];
    json(response, await protectingKeys(stateMachineArn, executionArns, context));
  },
  '/api/role-steps': async (incoming, response, context) => {
    const stateMachineArn = text(await readJson(incoming), 'stateMachineArn');
    json(response, await roleSteps(stateMachineArn, context));
  },
  '/api/live': (_, response, { events, isUpstreamUp }) =>
    streamEvents(response, events, isUpstreamUp),
};

/** @throws ConsoleError for an unknown path, and what the route throws. */
export async function route(
  path: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  context: ConsoleContext,
): Promise<void> {
  const found = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!found) throw new ConsoleError(404, 'There is no page at this path.');
  await found(incoming, response, context);
}
