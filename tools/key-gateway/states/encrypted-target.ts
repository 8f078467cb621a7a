import type { Material, Scope } from '../emulator-state/emulator-state.ts';
import { isQualified, plainMachineArn } from '../emulator-state/state-machine-arn.ts';

/** What an operation is about, with the key that lies on it. */
export type View = {
  readonly kind: 'state-machine' | 'activity';
  /** Plain ARN: what the encryption context holds. */
  readonly arn: string;
  /** Left out: no customer managed key. */
  readonly kmsKeyId?: string;
  /** Execution role; left out for activities. */
  readonly roleArn?: string;
  readonly reuseSeconds: number;
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html */
export const DEFAULT_REUSE_SECONDS = 300;

type Facts = { roleArn: string; kmsKeyId?: string; dataKeyReusePeriodSeconds?: number };

/**
 * The state machine that an ARN names. An alias counts once for each version that it leads to and
 * once for the state machine as it is now, whose definition the emulator shows under that name:
 * they may lie under different keys, and whoever calls must get past each of them.
 */
export async function viewsOfMachine(
  material: Material,
  scope: Scope,
  named: string,
): Promise<readonly View[]> {
  const plain = plainMachineArn(named) ?? named;
  const found = [viewOf(plain, await material.machine(scope, named))];
  if (!isQualified(named) || /:\d+$/.test(named)) return found;
  for (const arn of [plain, ...(await material.versionsOf(scope, named))]) {
    found.push(viewOf(plain, await material.machine(scope, arn)));
  }
  return found;
}

/** The state machine of an execution, under the key that the execution was started with. */
export async function viewsOfExecution(
  material: Material,
  scope: Scope,
  executionArn: string,
): Promise<readonly View[]> {
  const { machineArn, ...facts } = await material.execution(scope, executionArn);
  return [viewOf(plainMachineArn(machineArn) ?? machineArn, facts)];
}

/** Whether a customer managed key lies on any of it. */
export function isEncrypted(views: readonly View[]): boolean {
  return views.some(({ kmsKeyId }) => kmsKeyId !== undefined);
}

function viewOf(arn: string, facts: Facts): View {
  return {
    kind: 'state-machine',
    arn,
    roleArn: facts.roleArn,
    reuseSeconds: facts.dataKeyReusePeriodSeconds ?? DEFAULT_REUSE_SECONDS,
    ...(facts.kmsKeyId === undefined ? {} : { kmsKeyId: facts.kmsKeyId }),
  };
}
