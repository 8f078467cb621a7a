import type { Scope } from '../emulator-state/emulator-state.ts';
import { readResources, readStacks } from '../emulator-state/read-stacks.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { encryptionsOfStateMachine } from './effective-encryption.ts';

/**
 * Records the keys that the stacks of an account declare, after CloudFormation has changed one. So
 * the gateway knows each of them, even if no caller reads the state machine before the next change.
 *
 * Never rejects: a later read of a state machine repeats the work, and reports its errors.
 */
export async function noteStacks(scope: Scope, context: GatewayContext): Promise<void> {
  const { adminClients, stackKeys, state } = context;
  if (stackKeys.areStored()) return;
  const { cloudFormation } = adminClients.of(scope.account, scope.region);
  const note = async (arn: string): Promise<void> => {
    const facts = await state.stateMachine(scope, arn);
    await encryptionsOfStateMachine(scope, arn, facts, context);
  };
  try {
    for (const stack of await readStacks(cloudFormation)) {
      for (const { ResourceType, PhysicalResourceId } of await readResources(
        cloudFormation,
        stack,
      )) {
        if (ResourceType !== 'AWS::StepFunctions::StateMachine' || !PhysicalResourceId) continue;
        await note(PhysicalResourceId).catch(() => {});
      }
    }
  } catch {
    // The emulator cannot be read now.
  }
}
