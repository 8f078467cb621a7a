import type { Clients } from '../../aws/clients.ts';
import type { CallName, Calls } from '../contract.ts';
import type { JsonRecord } from '../serve/parse-json.ts';

/** How each call is made with the clients of an identity, from the input that the page sent. */
export type CallTable = {
  readonly [Name in CallName]: (
    clients: Clients,
    input: JsonRecord,
  ) => Promise<Calls[Name]['answer']>;
};
