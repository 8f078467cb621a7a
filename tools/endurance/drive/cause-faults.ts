import {
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  type KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { rootOf } from 'helpers/root-credentials';
import { clients } from 'local-aws/aws/clients';
import { LOCAL } from 'local-aws/aws/environment';
import type { EnduranceFixture } from '../fixture/endurance-fixture.ts';
import type { Unsaved } from '../fixture/faulty-emulator.ts';
import type { EnvironmentFault } from '../plan/environment-faults.ts';
import type { Change, Restart, Rules, Span } from '../verdict/records.ts';
import { INITIAL_RULES } from '../verdict/timeline.ts';
import { without } from './policy.ts';

/** The effects of the faults, for the verdict. */
export type Traces = { changes: Change[]; restarts: Restart[]; outages: Span[] };

/** How an environment fault is prepared, begins and ends. */
export type FaultAction = {
  prepare(): Promise<void>;
  begin(): Promise<void>;
  end(): Promise<void>;
};

/** Services of the emulator whose state the verdict checks. */
const JUDGED = ['dynamodb', 'stepfunctions', 'kms', 'iam', 'lambda'];

const nothing = async (): Promise<void> => {};

/** Every environment fault, with its actions on a fixture. */
export function faultActionsFor(
  fixture: EnduranceFixture,
  traces: Traces,
): Readonly<Record<EnvironmentFault, FaultAction>> {
  const { kms } = clients(fixture.endpoint, rootOf(LOCAL.account));
  const KeyId = fixture.stack.StateMachineKmsKeyArn;
  let savedAt = 0;
  let wentAway = 0;

  const change = async (rules: Partial<Rules>, work: () => Promise<unknown>): Promise<void> => {
    const from = Date.now();
    await work();
    traces.changes.push({ from, to: Date.now(), rules: { ...INITIAL_RULES, ...rules } });
  };
  const restart = async (how: Restart['how'], leave: () => Promise<Unsaved>): Promise<void> => {
    const leftAt = Date.now();
    const unsaved = await leave();
    const downAt = Date.now();
    if (how === 'ended' && !unsaved.some((service) => JUDGED.includes(service))) savedAt = leftAt;
    await fixture.emulator.startAgain();
    await fixture.identities.renewSession();
    traces.restarts.push({ how, savedAt, unsaved, leftAt, downAt, upAt: Date.now() });
  };
  const endEmulator = () => restart('ended', fixture.emulator.end);
  const policyWithout = (rules: Partial<Rules>, principal: string): FaultAction => {
    let policy = '';
    return {
      prepare: nothing,
      async begin() {
        policy = await readPolicy(kms, KeyId);
        await change(rules, () => putPolicy(kms, KeyId, without(policy, principal)));
      },
      end: () => change({}, () => putPolicy(kms, KeyId, policy)),
    };
  };

  return {
    'emulator-ended': { prepare: nothing, begin: endEmulator, end: nothing },
    'emulator-killed': {
      // Only an orderly end saves the state that the emulator starts with again.
      prepare: endEmulator,
      begin: () => restart('killed', fixture.emulator.kill),
      end: nothing,
    },
    'gateway-killed': {
      prepare: nothing,
      async begin() {
        wentAway = Date.now();
        await fixture.gateway.kill();
      },
      async end() {
        await fixture.gateway.startAgain();
        traces.outages.push({ from: wentAway, to: Date.now() });
      },
    },
    'key-disabled': {
      prepare: nothing,
      begin: () => change({ keyEnabled: false }, () => kms.send(new DisableKeyCommand({ KeyId }))),
      end: () => change({}, () => kms.send(new EnableKeyCommand({ KeyId }))),
    },
    'role-taken-out': policyWithout({ roleMayUseKey: false }, fixture.roleArn),
    'auditor-taken-out': policyWithout({ auditorMayRead: false }, fixture.auditorRoleArn),
  };
}

async function readPolicy(kms: KMSClient, KeyId: string): Promise<string> {
  const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
  return Policy;
}

const putPolicy = (kms: KMSClient, KeyId: string, Policy: string) =>
  kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
