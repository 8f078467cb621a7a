import { afterAll } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import {
  administration,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import {
  type GatewayFixture,
  gatewayFixtureForTests,
  type Json,
} from 'test-fixtures/gateway-fixture';
import { LOCAL } from '../../aws/environment.ts';
import { type Console, startConsole } from '../../console/console.ts';
import type { CallName, CallResult, Calls, PrincipalAccess } from '../../console/contract.ts';
import { createIdentities } from '../../identities/create.ts';
import { writeProfiles } from '../../identities/profiles.ts';
import { enter, type Visitor } from './visit.ts';

/** A console over a workflow under a key, with the identities, and one execution that has ended. */
export type ConsoleFixture = {
  readonly console: Console;
  readonly visitor: Visitor;
  readonly keyArn: string;
  readonly stateMachineArn: string;
  readonly executionArn: string;
  readonly logged: string[];
  /** The original statements of the key policy. */
  readonly statements: readonly Json[];
  call<Name extends CallName>(
    as: string,
    name: Name,
    input: Calls[Name]['input'],
  ): Promise<CallResult<Calls[Name]['answer']>>;
  /** @param as the identity that would save the policy. */
  principalAccess(policy?: string, as?: string): Promise<PrincipalAccess>;
};

const NAME = 'shown';

/**
 * Creates a fixture and opens a console on it.
 *
 * @param upstream URL behind the gateway (default: the emulator).
 */
export async function createConsoleFixture(
  fixture: GatewayFixture,
  upstream: string = fixture.emulator.url,
): Promise<ConsoleFixture> {
  const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
  const keys = await createIdentities(endpoint, LOCAL.account);
  await writeProfiles(
    fixture.folder,
    endpoint,
    LOCAL.account,
    new Map([...keys, ['root', rootOf(LOCAL.account)]]),
  );
  const roleArn = await executionRole(fixture, NAME);
  const statements = [administration, deploying, forStateMachine(roleArn, NAME)];
  const keyArn = await fixture.key(statements);
  const stateMachineArn = await stateMachine(fixture, NAME, roleArn, keyArn);
  const executionArn = await startOne(fixture, stateMachineArn);
  await ended(fixture, executionArn);
  const logged: string[] = [];
  const console = await startConsole({
    ...{ endpoint, upstream, folder: fixture.folder, account: LOCAL.account },
    gateway: fixture.gateway,
    log: (line) => void logged.push(line),
  });
  const visitor = await enter(console.url);
  const ask = async (path: string, body: object) => {
    const answer = await visitor.call(path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body);
  };
  return {
    ...{ console, visitor, keyArn, stateMachineArn, executionArn, logged, statements },
    call: (as, name, input) =>
      ask('call', { as, name, input: { ofStateMachine: stateMachineArn, ...input } }),
    principalAccess: (policy, as = 'key-administrator') =>
      ask('access', { stateMachineArn, as, ...(policy ? { policy } : {}) }),
  };
}

/** One console on a gateway of its own for a test file; give `start` to `beforeAll`. */
export function consoleFixtureForTests(): {
  start: () => Promise<{ fixture: GatewayFixture; shown: ConsoleFixture }>;
  timeout: number;
} {
  const { start, timeout } = gatewayFixtureForTests();
  let stop = async (): Promise<void> => {};
  afterAll(() => stop());
  return {
    timeout,
    start: async () => {
      const fixture = await start();
      const shown = await createConsoleFixture(fixture);
      stop = shown.console.stop;
      return { fixture, shown };
    },
  };
}
