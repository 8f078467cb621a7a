import { knowledge, upperBound } from '../account/partial-knowledge.ts';
import { principalContext } from '../context/principal-context.ts';
import { requestContext } from '../context/request-context.ts';
import type { Condition } from '../policy/conditions/condition.ts';
import { evaluateCondition } from '../policy/conditions/evaluate-condition.ts';
import { operators } from '../policy/conditions/operators.ts';
import { everything } from '../policy/everything.ts';
import type { PolicyDocument, Statement } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import type { AccessModel, Subject } from './access-model.ts';
import { accountsNamed, arnsNamed } from './condition-values.ts';
import { mightAllow } from './might-allow.ts';
import { listed, type Unlisted, unknownPolicies } from './named-in-policy.ts';
import { permittingConditions } from './permitting-conditions.ts';
import { rootSubject, samplePrincipal } from './principals.ts';
import { foreignAdministrator } from './sample-principals.ts';

type Where = Pick<AccessModel, 'partition' | 'region' | 'account'>;

/** Where to look for principals whose account a condition does not give. */
export interface Search {
  /** Accounts that `*` can mean, and that conditions without an account are about. */
  readonly accounts: readonly string[];
  /** Accounts whose principals are all in the model, so this function does not add principals there. */
  readonly whole?: readonly string[];
  /** Returns the assumed policies of a principal that this function finds. */
  readonly unlisted?: Unlisted;
}

const accountKeys = ['aws:principalaccount', 'kms:calleraccount', 'aws:userid'];
const personKeys = ['aws:principalarn', 'aws:username'];
/** Actions that lead to data. Only statements about them count. */
const telling = ['kms:Decrypt', 'kms:ReEncryptFrom', 'sts:AssumeRole', 'dynamodb:GetItem'];

/**
 * Returns principals that only the conditions of a policy name, if its Principal is `*` or an account. It
 * returns one for each account, ARN and user name that a condition permits, with a sample text in place
 * of wildcards. If a name is not possible, one subject represents any principal that meets the condition,
 * and its value is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 * @param known subjects that the report has already.
 */
export function subjectsInConditions(
  where: Where,
  policies: readonly PolicyDocument[],
  known: readonly Subject[],
  search: Search,
): readonly Subject[] {
  const found = new Map<string, Subject>(known.map((one) => [one.id, one]));
  const statements = policies.flatMap((policy) => policy.statements).filter(namesSomebody);
  for (const statement of statements) {
    for (const one of subjectsOf(statement, where, [...found.values()], search)) {
      if (!found.has(one.id)) found.set(one.id, one);
    }
  }
  return [...found.values()].slice(known.length);
}

/**
 * Returns the ids of the organizations that conditions of policies permit.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
export function organizationsNamed(policies: readonly PolicyDocument[]): readonly string[] {
  const conditions = policies
    .flatMap(({ statements }) => statements)
    .flatMap(permittingConditions)
    .filter(({ name }) => name === 'aws:principalorgid' || name === 'aws:principalorgpaths');
  const ids = conditions.flatMap(({ values }) => values.map((value) => value.split('/')[0] ?? ''));
  return [...new Set(ids)].filter((id) => /^o-[a-z0-9]+$/.test(id));
}

function namesSomebody(statement: Statement): boolean {
  const keys = [...accountKeys, ...personKeys];
  return permittingConditions(statement).some(({ name }) => keys.includes(name));
}

function subjectsOf(
  statement: Statement,
  where: Where,
  known: readonly Subject[],
  search: Search,
): readonly Subject[] {
  const conditions = permittingConditions(statement);
  const placed = conditions
    .filter(({ name }) => accountKeys.includes(name))
    .flatMap((one) => accountsNamed(one, search.accounts));
  const people = conditions.filter(({ name }) => personKeys.includes(name));
  const base = (placed.length > 0 ? placed : search.accounts).filter((account) =>
    isOpenTo(statement, account),
  );
  const made = people.flatMap((condition) =>
    condition.values.flatMap((value) =>
      principalsThatMeet(condition, value, base, where, search, known, statement),
    ),
  );
  const accounts = placed.filter((one) => one !== where.account && isOpenTo(statement, one));
  return [
    ...accounts.flatMap((one) => [rootSubject(where, one), foreignAdministrator(where, one)]),
    ...made,
  ];
}

/** Returns the principals that meet one value of a condition, as far as the value names them. */
function principalsThatMeet(
  condition: Condition,
  value: string,
  base: readonly string[],
  where: Where,
  search: Search,
  known: readonly Subject[],
  statement: Statement,
): readonly Subject[] {
  const { accounts, arns, exact, impossible } = arnsNamed(condition, value, base, where.partition);
  if (impossible) return [];
  return accounts
    .filter((account) => isOpenTo(statement, account))
    .flatMap((account): readonly Subject[] => {
      const same = known.filter(({ caller }) => accountOf(upperBound(caller)) === account);
      const may = (one: Subject) =>
        meets(condition, upperBound(one.caller)) && mayUse(one, statement);
      const open = arns(account);
      if (!exact && same.some(may)) return [];
      const { unlisted = unknownPolicies } = search;
      const fits = open.map((arn) => made(arn, account, where, unlisted));
      const one = fits.find(({ caller }) => meets(condition, upperBound(caller)));
      if (!one) return [anyPrincipal(condition, value, account, where)];
      return search.whole?.includes(account) ? [] : [one];
    });
}

function made(arn: string, account: string, where: Where, unlisted: Unlisted): Subject {
  return arn.endsWith(':root') ? rootSubject(where, account) : listed(arn, unlisted);
}

/** Returns whether the Principal of a statement can include principals of an account. */
function isOpenTo({ principals, effect }: Statement, account: string): boolean {
  if (effect === 'Deny' || !principals || principals.negated) return true;
  return principals.patterns.some(
    (one) =>
      one.kind === 'everyone' ||
      one.kind === 'partial' ||
      (one.kind === 'account' && one.account === account),
  );
}

function meets(condition: Condition, caller: Caller): boolean {
  const facts = principalFacts(caller.principal);
  const { layer, closed } = principalContext(facts, caller);
  const { holds } = evaluateCondition(condition, requestContext([layer], closed));
  return operators[condition.operator].negated ? holds !== 'yes' : holds !== 'no';
}

/** Returns whether a principal's own policies might allow what a statement allows. */
function mayUse({ caller }: Subject, statement: Statement): boolean {
  const { principal, identityPolicies } = upperBound(caller);
  const opened = telling.filter((action) => opens(statement, action));
  return (
    principal.kind === 'root' || opened.every((action) => mightAllow(identityPolicies, action))
  );
}

function opens(statement: Statement, action: string): boolean {
  const allowing = { ...statement, effect: 'Allow' } as const;
  const document = { kind: 'resource-policy', source: '', version: '2012-10-17' } as const;
  return mightAllow([{ ...document, statements: [allowing] }], action);
}

function anyPrincipal(condition: Condition, value: string, account: string, where: Where): Subject {
  const { written, key, name } = condition;
  const words = `any principal of ${account} that meets ${written} ${key} ${JSON.stringify(value)}`;
  const one = samplePrincipal('role', 'anyone', words, account, where.partition, everything);
  const caller = upperBound(one.caller);
  return { ...one, id: words, caller: knowledge({ ...caller, unknownKeys: [name] }) };
}

function accountOf({ principal }: Caller): string | undefined {
  return principalFacts(principal).account;
}
