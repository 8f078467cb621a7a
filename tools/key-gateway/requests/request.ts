import type { Credential } from '../http/credential.ts';
import type { WholeRequest } from '../http/exchange.ts';
import type { JsonObject } from '../http/strict-json.ts';

/** A request for an operation of a guarded service, read and understood. */
export type GuardedRequest = {
  /** As it came: this is what the emulator gets. */
  readonly whole: WholeRequest;
  readonly operation: string;
  readonly input: JsonObject;
  readonly credential: Credential;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
};

/** A member of the input that must be text; undefined when it is anything else. */
export function text({ input }: Pick<GuardedRequest, 'input'>, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}
