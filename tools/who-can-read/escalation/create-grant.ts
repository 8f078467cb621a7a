import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import { requestContext } from '../context/request-context.ts';
import type { GrantConstraints } from '../kms/grant.ts';
import type { GrantRequest, KmsRequest } from '../kms/kms-request.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import type { AccessModel } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import type { KeyInUse } from '../report/keys-in-use.ts';
import { conditionsOn, policiesOf } from '../report/requested-keys.ts';
import { evaluateKeys } from './evaluate-access.ts';

/** Either gives away the plaintext. */
const bothRead = ['Decrypt', 'ReEncryptFrom'];
/**
 * What else a grant on a symmetric key may hold.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations
 */
const others = [
  ...['Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptTo'],
  ...['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'],
  ...['CreateGrant', 'RetireGrant', 'DescribeKey'],
];
const RETIRING = 'kms:retiringprincipal';
const nothing = requestContext([]);

/** Whether somebody may give a principal a grant by which that one reads. */
export function mayGrant(
  model: AccessModel,
  caller: PartialKnowledge<Caller>,
  granteePrincipal: string,
): Answer {
  // What no grant at all is allowed by needs no looking through: most people end here.
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
 * All requests for a grant by which its grantee reads, as far as policies tell them apart: who asks
 * chooses the operations, the constraints and who may retire the grant. The last of them leave open
 * who retires it.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
function grantRequests(
  { key, contexts }: KeyInUse,
  caller: Caller,
  granteePrincipal: string,
): readonly KmsRequest[] {
  const policies = [upperBound(key).policy, ...policiesOf(caller)];
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
 * Sets of operations of which one gives away the plaintext, with every choice of others that some
 * condition tells apart.
 */
function operationsAsked(
  policies: readonly PolicyDocument[],
  granted: boolean,
): readonly (readonly string[])[] {
  const tests = conditionsOn(policies, 'kms:grantoperations').flatMap((one) => one.tests);
  if (tests.length === 0 && !granted) return [['Decrypt']];
  const alike = (operation: string) => tests.map((test) => test(operation, nothing)).join();
  const kinds = tests.length === 0 ? [] : new Map(others.map((one) => [alike(one), one])).values();
  const sets = choices([...kinds]);
  return [['Decrypt'], ['ReEncryptFrom'], bothRead].flatMap((some) =>
    sets.map((set) => [...some, ...set]),
  );
}

/** Every choice of some things, none of them first. */
function choices(things: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = things;
  if (first === undefined) return [[]];
  const without = choices(rest);
  return [...without, ...without.map((some) => [first, ...some])];
}

/** Values that can be somebody's ARN. */
function literal(values: readonly string[]): readonly string[] {
  return values.filter((value) => value.startsWith('arn:') && !/[*?$]/.test(value));
}
