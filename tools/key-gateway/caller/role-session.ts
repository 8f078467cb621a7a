import { createHash } from 'node:crypto';

/**
 * Returns the name of the session in which Step Functions assumes a state machine's role. AWS uses
 * random letters. Here they derive from the state machine, so that a session stays recognizable.
 */
export function roleSessionName(stateMachineArn: string): string {
  const digest = createHash('sha256').update(stateMachineArn).digest();
  return [...digest].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}
