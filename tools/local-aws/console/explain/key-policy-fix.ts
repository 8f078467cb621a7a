import { decideKms, type KmsRequest, type Principal, parsePolicy } from 'who-can-read';
import type { SuggestedFix } from '../contract.ts';
import { inPolicy } from './in-policy.ts';
import type { RequestedDecision } from './requested-call.ts';

type OnKey = RequestedDecision & Required<Pick<RequestedDecision, 'key'>>;

/**
 * Returns the statement that the key policy lacks: for this principal, this encryption context and
 * this service only. It is returned only when the policy engine allows the call with it.
 */
export function keyPolicyFix(
  asked: RequestedDecision,
  all: readonly RequestedDecision[],
): SuggestedFix | undefined {
  if (!isOnKey(asked)) return undefined;
  const { caller, key } = asked;
  const same = all
    .filter(isOnKey)
    .filter((one) => one.caller === caller && one.verdict.rule === asked.verdict.rule);
  const who = inPolicy(caller.principal);
  if (!who) return undefined;
  const actions = [...new Set(same.map(({ verdict }) => verdict.action))];
  const statement = {
    Sid: `Allow${who.name}`,
    Effect: 'Allow',
    Principal: who.element,
    Action: actions.length === 1 ? actions[0] : actions,
    Resource: '*',
    ...conditionOf(key.request),
  };
  const added = parsePolicy({ Version: '2012-10-17', Statement: [statement] }, 'key-policy', 'it');
  const { policy } = key.key;
  const statements = [...policy.statements, ...added.statements];
  const richer = { ...key.key, policy: { ...policy, statements } };
  const works = same.every(
    (one) => decideKms({ request: one.key.request, caller, key: richer }).outcome === 'allowed',
  );
  if (!works) return undefined;
  const caution = cautionFor(caller.principal, actions);
  return {
    text: `The key policy needs a statement like this one. With it, the policy engine allows the call.${auditorHint(asked)}`,
    statement: JSON.stringify(statement, null, 2),
    ...(caution === undefined ? {} : { caution }),
  };
}

const isOnKey = (asked: RequestedDecision): asked is OnKey => asked.key !== undefined;

function conditionOf({ viaService, encryptionContext = {} }: KmsRequest): object {
  const context = Object.entries(encryptionContext).map(([name, value]) => [
    `kms:EncryptionContext:${name}`,
    value,
  ]);
  const wanted = [
    ...(viaService === undefined ? [] : [['kms:ViaService', viaService]]),
    ...context,
  ];
  if (wanted.length === 0) return {};
  return { Condition: { StringEquals: Object.fromEntries(wanted) } };
}

function auditorHint({ caller: { principal }, verdict }: RequestedDecision): string {
  if (principal.kind !== 'role' || verdict.action !== 'kms:Decrypt') return '';
  return ` Deploying this application with AuditorRoleArn=${principal.arn} adds it.`;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function cautionFor({ kind }: Principal, actions: readonly string[]): string | undefined {
  if (kind !== 'root') return undefined;
  return `In a key policy, the root user stands for the whole account. Every principal whose IAM policy allows ${actions.join(' and ')} would be allowed too.`;
}
