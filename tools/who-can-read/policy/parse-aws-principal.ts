import { type Arn, parseArn } from '../arn.ts';
import { type JsonPath, reject } from './json-path.ts';
import type { PrincipalPattern } from './principal-pattern.ts';

const ACCOUNT = /^\d{12}$/;
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{12,}$/;

/** What can follow `arn:PARTITION:SERVICE::ACCOUNT:` in an AWS principal, and what it names. */
const shapes: readonly {
  readonly service: string;
  readonly resource: RegExp;
  readonly pattern: (arn: string, parts: Arn) => PrincipalPattern;
}[] = [
  {
    service: 'iam',
    resource: /^root$/,
    pattern: (_, { account, partition }) => ({ kind: 'account', account, partition }),
  },
  { service: 'iam', resource: /^user\/.+$/, pattern: (arn) => ({ kind: 'user', arn }) },
  { service: 'iam', resource: /^role\/.+$/, pattern: (arn) => ({ kind: 'role', arn }) },
  {
    service: 'sts',
    resource: /^assumed-role\/[^/]+\/[^/]+$/,
    pattern: (arn, { account }) => ({ kind: 'role-session', arn, account }),
  },
  {
    service: 'sts',
    resource: /^federated-user\/[^/]+$/,
    pattern: (arn) => ({ kind: 'federated-user', arn }),
  },
];

/**
 * Reads one value of the `AWS` key of a Principal element. It rejects wildcards inside an ARN, as AWS
 * does. A unique id is what AWS shows in place of a user or role that has been deleted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parseAwsPrincipal(text: string, place: JsonPath): PrincipalPattern {
  if (text === '*') return { kind: 'everyone' };
  if (ACCOUNT.test(text)) return { kind: 'account', account: text };
  if (UNIQUE_ID.test(text)) return { kind: 'deleted', id: text };
  const quoted = JSON.stringify(text);
  if (!text.startsWith('arn:') || text.split(':').length < 6) {
    return reject(place, `${quoted} is not an account id, an ARN or "*"`);
  }
  const arn = parseArn(text);
  if (/[*?]/.test(text)) return reject(place, `${quoted}: a principal's ARN takes no wildcard`);
  if (!ACCOUNT.test(arn.account)) return reject(place, `${quoted}: an account id has 12 digits`);
  const shape = shapes.find(
    ({ service, resource }) => arn.service === service && resource.test(arn.resource),
  );
  if (!shape || arn.region !== '') return reject(place, `${quoted} names no principal`);
  return shape.pattern(text, arn);
}
