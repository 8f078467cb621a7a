import { type PartialKnowledge, unreadOf, upperBound } from '../account/partial-knowledge.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { any } from '../policy/ternary.ts';
import type { AccessModel, DataCopy, Subject, Table } from '../report/access-model.ts';
import { type Answer, answerOf } from '../report/finding.ts';
import { decideSome } from '../report/some-resource.ts';
import { hasHoles } from '../unknown-text.ts';
import { readsTable } from './table-path.ts';

/** Principals that can read a copy, and principals with an unknown answer. */
type Readers = Pick<DataCopy, 'readers' | 'unknownReaders'>;

interface KnownReaders {
  readonly readers: readonly string[];
  readonly unknownReaders?: readonly string[];
}

/** The properties of a bucket that determine its readers. */
export interface Bucket {
  readonly arn: string;
  /** The account that owns it. */
  readonly account: string;
  /** Left out: it was not looked into. */
  readonly policy?: PartialKnowledge<PolicyDocument>;
}

/**
 * Actions that return objects. The key of a bucket and the ACLs of its objects are not evaluated.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
const objectActions = ['s3:GetObject', 's3:GetObjectVersion'] as const;

/** The largest number of principals in a sentence about principals that their own policies allow. */
const SHOWN = 10;

/**
 * Returns the readers of the objects of a bucket, or a sentence if the policy of the bucket is
 * unknown. Such a policy can allow any principal, and can deny each principal that the sentence
 * names.
 */
export function readersOfBucket(bucket: Bucket, subjects: readonly Subject[]): Readers {
  const { policy } = bucket;
  const found = readersBy(subjects, (subject) => readsObjects(subject, bucket));
  const [unread] = policy ? unreadOf(policy) : [];
  if (policy && !unread) return withCanonicalUsers(found, upperBound(policy));
  const names = [...found.readers, ...(found.unknownReaders ?? [])];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  const listed = names.length === 0 ? 'no principal of this report' : names.slice(0, SHOWN);
  const why = unread ? `could not be read (${unread.why})` : 'was not looked into';
  return {
    readers: `by their own policies: ${[listed].flat().join(', ')}${more}; the policy of the bucket ${why}`,
  };
}

/**
 * A canonical user id stands for an account or a CloudFront identity, and does not show which.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html
 */
function withCanonicalUsers(found: KnownReaders, { statements }: PolicyDocument): Readers {
  const users = statements
    .filter(({ effect, principals }) => effect === 'Allow' && principals?.negated === false)
    .flatMap(({ principals }) => principals?.patterns ?? [])
    .flatMap((one) => (one.kind === 'canonical-user' ? [`canonical user ${one.id}`] : []));
  const unknownReaders = [...(found.unknownReaders ?? []), ...new Set(users)];
  return unknownReaders.length > 0 ? { ...found, unknownReaders } : found;
}

/** A table that the workflow cannot use, followed by its replicas. */
export interface OtherTable {
  readonly name: string;
  readonly tables: readonly [PartialKnowledge<Table>, ...PartialKnowledge<Table>[]];
}

/** Returns the readers of the tables that the workflow cannot use. */
export function readersOfOtherTables(
  others: readonly OtherTable[],
  model: Omit<AccessModel, 'tables'>,
): readonly DataCopy[] {
  return others.map(({ name, tables }) => {
    const alone = { ...model, tables };
    const { arn } = upperBound(tables[0]);
    return {
      what: `${name}, which neither the definition nor a function of the workflow can use`,
      ...(hasHoles(arn) ? {} : { arn }),
      ...readersBy(model.subjects, (subject) => readsTable(alone, subject).answer),
    };
  });
}

function readersBy(
  subjects: readonly Subject[],
  answerFor: (subject: Subject) => Answer,
): KnownReaders {
  const answers = subjects.map((one) => ({ name: one.name, answer: answerOfCopy(one, answerFor) }));
  const withAnswer = (asked: Answer) =>
    answers.filter(({ answer }) => answer === asked).map(({ name }) => name);
  const unknownReaders = withAnswer('unknown');
  return { readers: withAnswer('yes'), ...(unknownReaders.length > 0 ? { unknownReaders } : {}) };
}

/** A token of an identity provider cannot sign a request; the role that is assumed with it can. */
function answerOfCopy(subject: Subject, answerFor: (subject: Subject) => Answer): Answer {
  if (upperBound(subject.caller).principal.kind === 'federated') return 'no';
  const answer = answerFor(subject);
  return answer === 'yes' && subject.mayExist?.length ? 'unknown' : answer;
}

function readsObjects({ caller }: Subject, { arn, account, policy }: Bucket): Answer {
  const shapes = [{ begins: `${arn}/`, colons: true }];
  const known = policy && unreadOf(policy).length === 0 ? [policy] : [];
  const answers = objectActions.map((action) => {
    const request = { caller: upperBound(caller), action, resourceAccount: account };
    const [own] = known.map(upperBound);
    const policed = own ? { ...request, resourcePolicy: own } : request;
    return answerOf(decideSome(policed, shapes).outcome, [caller]).answer;
  });
  return any(answers);
}
