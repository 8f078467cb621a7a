import { decideIdentity } from '../../decision/identity.ts';
import type { Outcome, Verdict } from '../../decision/verdict.ts';
import { decideKms } from '../../kms/decide.ts';
import type { KmsKey } from '../../kms/key.ts';
import { atMost, type Reading } from '../../read/reading.ts';
import { couldAllow } from '../could-allow.ts';
import { type Finding, finding, type Trial, trial } from '../finding.ts';
import type { Situation, Subject, Table } from '../situation.ts';

/**
 * Actions that hand out items. Export and backups take them elsewhere.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export const tableActions = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'PartiQLSelect',
  // What was there, or is there now, comes back with the answer to a write (ReturnValues). So it does
  // with PutItem, of a row that is overwritten: whoever writes the rows knows them, and is not counted.
  'UpdateItem',
  'DeleteItem',
  'PartiQLUpdate',
  'PartiQLDelete',
  'ExportTableToPointInTime',
] as const;

type TableAction = (typeof tableActions)[number];

/** Does the principal read one of the workflow's tables? */
export function readsTable(situation: Situation, subject: Subject): Finding {
  const { identityPolicies, principal } = atMost(subject.caller);
  const trials = situation.tables.flatMap((found) => {
    const table = atMost(found);
    const own = table.resourcePolicy ? [table.resourcePolicy] : [];
    const open = tableActions.filter(
      (action) =>
        principal.kind === 'root' ||
        couldAllow([...identityPolicies, ...own], `dynamodb:${action}`),
    );
    const tried: readonly TableAction[] = open.length > 0 ? open : ['GetItem'];
    return tried.map((action) => tryAction(situation, found, subject, action));
  });
  return finding(trials, 'There is no table.');
}

/** DynamoDB asks IAM first, and then the key, in the name of who reads. */
function tryAction(
  situation: Situation,
  found: Reading<Table>,
  subject: Subject,
  action: TableAction,
): Trial {
  const table = atMost(found);
  const { key, resourcePolicy } = table;
  const call = decideIdentity({
    caller: atMost(subject.caller),
    action: `dynamodb:${action}`,
    resource: table.arn,
    resourceAccount: situation.account,
    context: { 'aws:RequestedRegion': situation.region },
    ...(resourcePolicy ? { resourcePolicy } : {}),
  });
  const kms = key ? [decrypt(situation, table, subject, atMost(key))] : [];
  const verdicts = [call, ...kms];
  const outcome = together(verdicts);
  const decisive = verdicts.findLast((one) => one.outcome === outcome) ?? call;
  const readings = [subject.caller, found, ...(key ? [key] : [])];
  const reason = `${decisive.action}: ${decisive.reason}`;
  return trial(`dynamodb:${action}`, outcome, reason, verdicts, readings);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
function decrypt(situation: Situation, table: Table, subject: Subject, key: KmsKey): Verdict {
  const { region, partition, account } = situation;
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return decideKms({
    caller: atMost(subject.caller),
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
  return outcomes.includes('undecided') ? 'undecided' : 'allowed';
}
