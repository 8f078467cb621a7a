import { createHash } from 'node:crypto';

/**
 * The name of the session under which Step Functions takes on a state machine's role. AWS uses
 * random letters; here they follow from the state machine, so that a session stays recognizable.
 */
export function roleSessionName(stateMachineArn: string): string {
  const digest = createHash('sha256').update(stateMachineArn).digest();
  return [...digest].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}
