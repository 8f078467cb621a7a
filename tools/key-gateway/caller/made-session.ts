import { type Principal, parseArn, type SessionFacts, type Tags } from 'who-can-read';
import type { SessionRecord } from './caller-session.ts';
import type { Identity } from './identity.ts';
import { listed, type QueryCall } from './query-call.ts';
import type { StsAnswer } from './sts-answer.ts';

type Made = { call: QueryCall; answer: StsAnswer; maker: Identity; issuedAt: string };
type Maker = (made: Made) => Pick<SessionRecord, 'principal' | 'facts'> | undefined;

/** Operations of STS that make sessions. */
const makers: Readonly<Record<string, Maker>> = {
  AssumeRole: roleSession,
  AssumeRoleWithSAML: roleSession,
  AssumeRoleWithWebIdentity: roleSession,
  GetSessionToken: sameAsMaker,
  GetFederationToken: federatedUser,
};

/** Whether an operation of STS makes a session. */
export function makesSession({ action }: QueryCall): boolean {
  return Object.hasOwn(makers, action);
}

/**
 * Who acts under a session that STS has just made, from the request and the answer together.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
 *
 * @returns undefined when the two do not match; its access key is then unknown.
 */
export function madeSession(made: Made): SessionRecord | undefined {
  const found = makesSession(made.call) ? makers[made.call.action]?.(made) : undefined;
  const { accessKeyId } = made.answer;
  return found && { accessKeyId, issuedAt: made.issuedAt, ...found };
}

function roleSession({ call, answer }: Made): ReturnType<Maker> {
  const arn = call.parameters.get('RoleArn') ?? '';
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const session = answer.arn && /:assumed-role\/([^/]+)\/([^/]+)$/.exec(answer.arn);
  if (!session || !/^arn:[^:]+:iam::\d{12}:role\/./.test(arn) || session[1] !== name)
    return undefined;
  if (parseArn(arn).account !== parseArn(answer.arn).account) return undefined;
  const [, , sessionName = ''] = session;
  return {
    principal: { kind: 'role', arn, sessionName },
    facts: { ...limits(call), ...issuerOf(call), sessionName },
  };
}

function sameAsMaker({ maker }: Made): ReturnType<Maker> {
  return maker.known ? { principal: maker.principal, facts: maker.facts } : undefined;
}

/** The federated users of a root user are unknown: the policy engine knows those of IAM users only. */
function federatedUser({ call, maker }: Made): ReturnType<Maker> {
  const name = call.parameters.get('Name');
  if (!maker.known || maker.principal.kind !== 'user' || name === undefined) return undefined;
  const principal: Principal = { kind: 'federated-user', userArn: maker.principal.arn, name };
  return { principal, facts: limits(call) };
}

/**
 * Keys of the session that AssumeRole determines. A provider's token can hold a source identity, and
 * one of an earlier session stays where the call gives none: then the trust policy of the role decides.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
function issuerOf(call: QueryCall): Pick<SessionFacts, 'federatedProvider' | 'sourceIdentity'> {
  if (call.action !== 'AssumeRole') return {};
  const sourceIdentity = call.parameters.get('SourceIdentity');
  return {
    federatedProvider: null,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}

/** The session policies and the tags of the request. */
function limits(call: QueryCall): SessionFacts {
  const policy = call.parameters.get('Policy');
  const values = listed(call, 'Tags', 'Value');
  const tags: Tags = Object.fromEntries(
    listed(call, 'Tags', 'Key').map((key, index) => [key, values[index] ?? '']),
  );
  return {
    policyArns: listed(call, 'PolicyArns', 'arn'),
    tags,
    ...(policy ? { policy } : {}),
  };
}
