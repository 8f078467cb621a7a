import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KmsEvent } from 'key-gateway';
import { whoReads } from '../access/principal-access.ts';
import { callNamed } from '../calls/calls.ts';
import { carryOut, type Office } from '../calls/perform-call.ts';
import type { About } from '../contract.ts';
import { BadRequestError, ConsoleError } from '../errors.ts';
import { roleSteps } from '../explain/role-steps.ts';
import { cast } from '../identities/identity-list.ts';
import { tellLive } from '../live/stream-events.ts';
import type { Bundle } from '../page/bundle.ts';
import { ICON, pageHtml } from '../page/html.ts';
import type { Door } from './credentials.ts';
import { isRecord, optionalText, text } from './parse-json.ts';
import { readJson } from './read-body.ts';
import { send } from './send.ts';

/** What the routes are served from. */
export type Desk = Office & {
  readonly door: Door;
  readonly bundle: () => Promise<Bundle>;
  readonly events: () => readonly KmsEvent[];
};

type Route = (incoming: IncomingMessage, response: ServerResponse, desk: Desk) => unknown;

const json = (response: ServerResponse, value: unknown): void =>
  send(response, 200, 'json', JSON.stringify(value));

/** By path; the pages are looked at, what is below `/api/` is called. */
const routes: Readonly<Record<string, Route>> = {
  '/': (_, response, { door }) => send(response, 200, 'html', pageHtml(door.pageToken)),
  '/icon.svg': (_, response) => send(response, 200, 'svg', ICON),
  '/console.js': async (_, response, { bundle }) =>
    send(response, 200, 'js', (await bundle()).script),
  '/style.css': async (_, response, { bundle }) =>
    send(response, 200, 'css', (await bundle()).style),
  '/api/about': (_, response, { place }) => {
    const about: About = { partition: 'aws', ...place, actors: cast() };
    json(response, about);
  },
  '/api/call': async (incoming, response, desk) => {
    const asked = await readJson(incoming);
    const { input } = asked;
    if (!isRecord(input)) throw new BadRequestError('input must be an object.');
    const [name, as] = [callNamed(text(asked, 'name')), text(asked, 'as')];
    json(response, await carryOut(name, input, as, desk));
  },
  '/api/who-reads': async (incoming, response, { behind }) => {
    const asked = await readJson(incoming);
    const [machineArn, policy] = [text(asked, 'machineArn'), optionalText(asked, 'policy')];
    json(response, await whoReads(machineArn, policy, behind));
  },
  '/api/role-steps': async (incoming, response, desk) => {
    const machineArn = text(await readJson(incoming), 'machineArn');
    json(response, await roleSteps(machineArn, desk));
  },
  '/api/live': (_, response, { events }) => tellLive(response, events),
};

/** @throws ConsoleError for a path that leads nowhere, and what the route throws. */
export async function route(
  path: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
): Promise<void> {
  const found = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!found) throw new ConsoleError(404, 'There is nothing here.');
  await found(incoming, response, desk);
}
