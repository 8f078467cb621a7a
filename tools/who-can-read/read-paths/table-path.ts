import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import { decideIdentity } from '../decision/decide-identity.ts';
import type { Outcome, Verdict } from '../decision/verdict.ts';
import { decideKms } from '../kms/decide-kms.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { AccessModel, Subject, Table } from '../report/access-model.ts';
import { type Finding, finding, type Trial, trial } from '../report/finding.ts';
import { mightAllow } from '../report/might-allow.ts';
import { mostPermissive } from '../report/most-permissive.ts';
import { decideSome } from '../report/some-resource.ts';

/**
 * Actions that return items. Exports and backups copy items to another place. Writes can return the old or
 * the new item in their response (ReturnValues) or when their condition fails
 * (ReturnValuesOnConditionCheckFailure).
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConditionCheck.html
 */
export const tableActions = [
  ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PartiQLSelect'],
  ...['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
  ...['PartiQLUpdate', 'PartiQLDelete'],
  'ExportTableToPointInTime',
] as const;

/** Actions that also work on an index of the table, which has its own ARN. */
const indexActions: readonly string[] = ['Query', 'Scan', 'PartiQLSelect'];

/** Returns the changes of a table that has a stream. The stream has its own ARNs. */
const STREAM_ACTION = 'GetRecords';

/** Returns whether the principal can read one of the workflow's tables. */
export function readsTable(model: AccessModel, subject: Subject): Finding {
  const { identityPolicies, principal } = upperBound(subject.caller);
  const trials = model.tables.flatMap((found) => {
    const table = upperBound(found);
    const own = table.resourcePolicy ? [table.resourcePolicy] : [];
    const actions = [...tableActions, ...(table.streamed ? [STREAM_ACTION] : [])];
    const open = actions.filter(
      (action) =>
        principal.kind === 'root' ||
        mightAllow([...identityPolicies, ...own], `dynamodb:${action}`),
    );
    const tried = open.length > 0 ? open : ['GetItem'];
    // Every action decrypts with the same request.
    const kms = table.key ? [decrypt(model, table, subject, upperBound(table.key))] : [];
    return tried.map((action) => tryAction(model, found, subject, action, kms));
  });
  return finding(trials, 'There is no table.');
}

/** DynamoDB checks IAM first, and then the key, on behalf of the reader. */
function tryAction(
  model: AccessModel,
  found: PartialKnowledge<Table>,
  subject: Subject,
  action: string,
  kms: readonly Verdict[],
): Trial {
  const table = upperBound(found);
  const { key } = table;
  const call = decideCall(model, table, subject, action);
  const verdicts = [call, ...kms];
  const outcome = together(verdicts);
  const decisive = verdicts.findLast((one) => one.outcome === outcome) ?? call;
  const readings = [subject.caller, found, ...(key ? [key] : [])];
  const reason = `${decisive.action}: ${decisive.reason}`;
  return trial(`dynamodb:${action}`, outcome, reason, verdicts, readings);
}

/**
 * This does not evaluate the resource policy of a stream.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
function decideCall(
  { account }: AccessModel,
  { arn, indexed, resourcePolicy }: Table,
  subject: Subject,
  action: string,
): Verdict {
  const request = {
    caller: upperBound(subject.caller),
    action: `dynamodb:${action}`,
    resourceAccount: account,
    // Each replica of a global table is in a different Region.
    context: { 'aws:RequestedRegion': parseArn(arn).region },
  };
  if (action === STREAM_ACTION) {
    return decideSome(request, [{ begins: `${arn}/stream/`, colons: true }]);
  }
  const policed = { ...request, ...(resourcePolicy ? { resourcePolicy } : {}) };
  const onTable = decideIdentity({ ...policed, resource: arn });
  if (!indexed || !indexActions.includes(action)) return onTable;
  return mostPermissive([
    onTable,
    decideSome(policed, [{ begins: `${arn}/index/`, colons: false }]),
  ]);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
function decrypt(model: AccessModel, table: Table, subject: Subject, key: KmsKey): Verdict {
  const { partition, account } = model;
  const { region } = parseArn(table.arn);
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return decideKms({
    caller: upperBound(subject.caller),
    key,
    request: {
      operation: 'Decrypt',
      viaService: `dynamodb.${region}.${suffix}`,
      encryptionContext: {
        'aws:dynamodb:tableName': table.name,
        'aws:dynamodb:subscriberId': account,
      },
    },
  });
}

function together(verdicts: readonly Verdict[]): Outcome {
  const outcomes = verdicts.map(({ outcome }) => outcome);
  if (outcomes.includes('denied')) return 'denied';
  return outcomes.includes('unknown') ? 'unknown' : 'allowed';
}
