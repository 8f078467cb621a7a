import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import { nothingKnown } from '../context/request-context.ts';
import type { GrantConstraints } from '../kms/grant.ts';
import { policiesOfKey } from '../kms/kms-key.ts';
import type { GrantRequest, KmsRequest } from '../kms/kms-request.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { conditionsOn, policiesOf } from '../policy/requested-keys.ts';
import type { Caller } from '../principal/caller.ts';
import type { AccessModel } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import type { KeyInUse } from '../report/keys-in-use.ts';
import { evaluateKeys } from './evaluate-access.ts';

/** Operations that return the plaintext. */
const bothRead = ['Decrypt', 'ReEncryptFrom'];
/**
 * The other operations that a grant on a symmetric key can have.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations
 */
const others = [
  ...['Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptTo'],
  ...['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'],
  ...['CreateGrant', 'RetireGrant', 'DescribeKey'],
];
const RETIRING = 'kms:retiringprincipal';

/** Returns whether a caller can create a grant by which a principal can read. */
export function mayGrant(
  model: AccessModel,
  caller: PartialKnowledge<Caller>,
  granteePrincipal: string,
): Answer {
  // Most callers cannot create any grant, so the variants need no evaluation.
  const any = { forAwsResource: false, granteePrincipal };
  const open = [
    ...['kms:grantoperations', 'kms:grantconstrainttype', RETIRING],
    ...['kms:encryptioncontext:', 'kms:encryptioncontextkeys'],
  ];
  const some = evaluateKeys(model, caller, () => ({
    ...{ operation: 'CreateGrant', grant: any },
    unknownKeys: open,
  }));
  if (some === 'no') return 'no';
  return evaluateKeys(model, caller, (key) =>
    grantRequests(key, upperBound(caller), granteePrincipal),
  );
}

/**
 * Returns all requests for a grant by which its grantee can read, as far as policies distinguish them.
 * The caller chooses the operations, the constraints and the retiring principal. In the last requests
 * the retiring principal is unknown.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
function grantRequests(
  { key, contexts }: KeyInUse,
  caller: Caller,
  granteePrincipal: string,
): readonly KmsRequest[] {
  const policies = [...policiesOfKey(upperBound(key)), ...policiesOf(caller)];
  const constraints: readonly GrantConstraints[] = [
    {},
    ...contexts.flatMap((context) => [
      { encryptionContextSubset: context },
      { encryptionContextEquals: context },
    ]),
  ];
  const retirers = conditionsOn(policies, RETIRING).flatMap(({ values }) => values);
  const retiring = retirers.length === 0 ? [] : [granteePrincipal, ...literal(retirers)];
  const grants = operationsAsked(policies, upperBound(key).grants.length > 0).flatMap(
    (operations) =>
      constraints.map((one): GrantRequest => {
        const plain = { granteePrincipal, operations, forAwsResource: false };
        return { ...plain, constraints: one };
      }),
  );
  const asked = (grant: GrantRequest): KmsRequest => ({ operation: 'CreateGrant', grant });
  return [
    ...grants.map(asked),
    ...grants.flatMap((grant) =>
      retiring.map((retiringPrincipal) => asked({ ...grant, retiringPrincipal })),
    ),
    ...(retirers.length === 0
      ? []
      : grants.map((one) => ({ ...asked(one), unknownKeys: [RETIRING] }))),
  ];
}

/**
 * Returns sets of operations. In each, one operation returns the plaintext. The others are every
 * combination that some condition distinguishes.
 */
function operationsAsked(
  policies: readonly PolicyDocument[],
  granted: boolean,
): readonly (readonly string[])[] {
  const tests = conditionsOn(policies, 'kms:grantoperations').flatMap((one) => one.tests);
  if (tests.length === 0 && !granted) return [['Decrypt']];
  const alike = (operation: string) => tests.map((test) => test(operation, nothingKnown)).join();
  const kinds = tests.length === 0 ? [] : new Map(others.map((one) => [alike(one), one])).values();
  const sets = choices([...kinds]);
  return [['Decrypt'], ['ReEncryptFrom'], bothRead].flatMap((some) =>
    sets.map((set) => [...some, ...set]),
  );
}

/** Returns every subset of the items, the empty one first. */
function choices(things: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = things;
  if (first === undefined) return [[]];
  const without = choices(rest);
  return [...without, ...without.map((some) => [first, ...some])];
}

/** Values that can be the ARN of a principal. */
function literal(values: readonly string[]): readonly string[] {
  return values.filter((value) => value.startsWith('arn:') && !/[*?$]/.test(value));
}
