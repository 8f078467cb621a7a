import { parseArn } from '../arn.ts';
import { InvalidArnError } from '../errors.ts';
import type { Principal } from './principal.ts';

/**
 * Returns the principal that an ARN names. GetCallerIdentity returns such ARNs.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @param roleArn the ARN of the session's role, for a role with a path: the ARN of a session does not
 * contain the path.
 * @throws InvalidArnError if the ARN does not name a principal.
 */
export function principalFromArn(text: string, roleArn?: string): Principal {
  const { partition, service, account, resource } = parseArn(text);
  const [kind, ...rest] = resource.split('/');
  const last = rest.at(-1) ?? '';
  if (service === 'iam' && resource === 'root') return { kind: 'root', partition, account };
  if (service === 'iam' && kind === 'user' && last) return { kind: 'user', arn: text };
  if (service === 'iam' && kind === 'role' && last) return { kind: 'role', arn: text };
  if (service === 'sts' && kind === 'assumed-role' && rest.length === 2) {
    const arn = roleArn ?? `arn:${partition}:iam::${account}:role/${rest[0]}`;
    return { kind: 'role', arn, sessionName: last };
  }
  throw new InvalidArnError(text, 'names no root user, user, role or role session');
}
