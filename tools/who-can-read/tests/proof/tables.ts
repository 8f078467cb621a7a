import { upperBound } from '../../account/partial-knowledge.ts';
import { decideKms, encryptionContextOf, isKmsOperation, kmsOperations } from '../../index.ts';
import { takesTask } from '../../read-paths/activity-path.ts';
import { readPathsOf } from '../../read-paths/read-paths.ts';
import { apis } from '../../read-paths/workflow-path.ts';
import type { AccessModel, Activity } from '../../report/access-model.ts';
import { answerOf } from '../../report/finding.ts';
import { apiEffect, apiMatrix, type KeyCall, keyMatrix } from '../../report/matrix.ts';
import type { Report } from '../../report/report.ts';

type Groups = Readonly<Record<string, readonly string[]>>;

/** Groups of Step Functions actions that need the same permissions on the key, or none. */
const apiGroups: Groups = {
  create: ['CreateStateMachine'],
  update: ['UpdateStateMachine'],
  read: [
    'DescribeStateMachine',
    'DescribeStateMachineForExecution',
    'DescribeExecution',
    'GetExecutionHistory',
  ],
  run: ['StartExecution'],
  sync: ['StartSyncExecution'],
  control: ['StopExecution', 'RedriveExecution'],
  report: ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'],
  activity: ['CreateActivity'],
  worker: ['GetActivityTask'],
  look: [
    ...['DescribeActivity', 'DescribeMapRun', 'DescribeStateMachineAlias'],
    ...['ListActivities', 'ListExecutions', 'ListMapRuns', 'ListStateMachineAliases'],
    ...['ListStateMachineVersions', 'ListStateMachines', 'ListTagsForResource'],
  ],
  change: [
    ...['CreateStateMachineAlias', 'DeleteActivity', 'DeleteStateMachine'],
    ...['DeleteStateMachineAlias', 'DeleteStateMachineVersion', 'PublishStateMachineVersion'],
    ...['TagResource', 'TestState', 'UntagResource', 'UpdateMapRun'],
    ...['UpdateStateMachineAlias', 'ValidateStateMachineDefinition'],
  ],
};

/** Permissions on the key, by purpose. */
const keyGroups: Groups = {
  decrypt: ['Decrypt'],
  generate: ['GenerateDataKey'],
  use: [
    ...['Encrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKeyWithoutPlaintext'],
    ...['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateMac'],
    ...['VerifyMac', 'Sign', 'Verify', 'DeriveSharedSecret', 'Encapsulate', 'Decapsulate'],
  ],
  grant: ['CreateGrant'],
  describe: ['DescribeKey'],
  policy: ['PutKeyPolicy'],
  look: [
    ...['GetKeyPolicy', 'GetKeyRotationStatus', 'ListGrants', 'ListKeyPolicies'],
    ...['ListKeyRotations', 'ListResourceTags'],
  ],
  administer: [
    ...['EnableKey', 'DisableKey', 'EnableKeyRotation', 'DisableKeyRotation'],
    ...['RotateKeyOnDemand', 'RevokeGrant', 'CreateAlias', 'UpdateAlias', 'DeleteAlias'],
    ...['UpdateKeyDescription', 'TagResource', 'UntagResource', 'ScheduleKeyDeletion'],
  ],
  rare: ['GetKeyLastUsage', 'GetParametersForImport', 'GetPublicKey'],
  rest: [
    ...['DeleteImportedKeyMaterial', 'ImportKeyMaterial', 'ReplicateKey', 'RetireGrant'],
    ...['UpdatePrimaryRegion'],
  ],
};
/** One action of each group: enough if another table covers the whole groups. */
export const oneOfEach = {
  apis: firsts(apiGroups),
  operations: firsts(keyGroups),
} as const;

/** KMS denies these operations to every caller if the key is not pending deletion. */
const ruledOutByState = ['CancelKeyDeletion'];

/** Returns the names that are not in the columns above. There must be none. */
export const leftOut = {
  apis: apis().filter((api) => !Object.values(apiGroups).flat().includes(api)),
  operations: Object.keys(kmsOperations)
    .filter(isKmsOperation)
    .filter((one) => ![...Object.values(keyGroups).flat(), ...ruledOutByState].includes(one)),
};

/** The actions that accept METADATA_ONLY and exist for standard workflows. */
const describing = [
  'DescribeStateMachine',
  'DescribeStateMachineForExecution',
  'DescribeExecution',
] as const;

const shortly: Readonly<Record<string, string>> = {
  data: 'data',
  metadata: 'ok',
  'denied by IAM': 'iam',
  'denied by the key': 'key',
  unknown: '?',
  yes: 'yes',
  no: '-',
};

/** Returns the read paths of each principal, and the number of steps of each escalation path. */
export function readersTable({ model, rows: all }: Report): string {
  const readPaths = readPathsOf(model);
  const rows = all.map(({ subject, findings, escalation }) => [
    subject.name,
    ...readPaths.map((name) => shortly[findings[name].answer] ?? ''),
    escalation ? `${escalation.steps.length}${escalation.answer === 'yes' ? '' : '?'}` : '-',
  ]);
  return draw(['', ...readPaths, 'steps'], rows);
}

/**
 * Returns the principals that can take tasks from an activity, and the principals that KMS allows to
 * use its encryption context.
 */
export function activityTable({ subjects }: AccessModel, activity: Activity): string {
  const encryptionContext = encryptionContextOf({ kind: 'activity', arn: activity.arn });
  const rows = subjects.map((subject) => {
    const works = (['Decrypt', 'GenerateDataKey', 'CreateGrant'] as const).map((operation) => {
      if (!activity.key) return '';
      const { takesContext } = kmsOperations[operation];
      const request = { operation, ...(takesContext ? { encryptionContext } : {}) };
      const caller = upperBound(subject.caller);
      const { outcome } = decideKms({ request, caller, key: upperBound(activity.key) });
      return shortly[answerOf(outcome, [subject.caller, activity.key]).answer] ?? '';
    });
    return [subject.name, shortly[takesTask(activity, subject).answer] ?? '', ...works];
  });
  return draw(['', 'takes tasks', 'decrypt', 'generate', 'grant'], rows);
}

/** Returns the result of each action of the Step Functions API for each principal. */
export function apiTable(given: AccessModel, groups: Groups = apiGroups): string {
  const rows = given.subjects.map((subject) => {
    const asked = apis().filter((api) => Object.values(groups).flat().includes(api));
    const effects = apiMatrix(given.stateMachine, subject, asked);
    const metadata = describing.map((api) =>
      apiEffect(given.stateMachine, subject, api, 'METADATA_ONLY'),
    );
    const cells = groupCells(groups, effects);
    return [subject.name, ...cells, [...new Set(metadata.map((one) => shortly[one]))].join(',')];
  });
  return draw(['', ...Object.keys(apiGroups), 'metadata'], rows);
}

/** Returns the KMS result for each principal (default: a direct call, for the workflow's data). */
export function keyTable(
  given: AccessModel,
  call: KeyCall = {},
  groups: Groups = keyGroups,
): string {
  const asked = Object.keys(kmsOperations)
    .filter(isKmsOperation)
    .filter((operation) => Object.values(groups).flat().includes(operation));
  const rows = given.subjects.map((subject) => [
    subject.name,
    ...groupCells(groups, keyMatrix(given.stateMachine, subject, call, asked)),
  ]);
  return draw(['', ...Object.keys(keyGroups)], rows);
}

/** Returns a table with one last row for all principals that have the most common answers: their number. */
export function compact(drawn: string): string {
  const [titles, ...rows] = cellsOf(drawn);
  const groups = Object.groupBy(rows, ([, ...answers]) => answers.join(' '));
  const others = Object.values(groups).reduce<readonly string[][]>(
    (most, group = []) => (group.length > most.length ? group : most),
    [],
  );
  const [[, ...answers] = []] = others;
  const listed = rows.filter((row) => !others.includes(row));
  return draw(titles, [...listed, [`${others.length} others`, ...answers]]);
}

/** Returns the rows of a table that differ from another table, and the names of the rows that it omits. */
export function changes(drawn: string, base: string): string {
  const [titles, ...rows] = cellsOf(drawn);
  const [, ...baseRows] = cellsOf(base);
  const known = new Set(baseRows.map((row) => row.join('  ')));
  const names = new Set(rows.map(([name]) => name));
  const omitted = baseRows.filter(([name]) => !names.has(name));
  return draw(titles, [
    ...rows.filter((row) => !known.has(row.join('  '))),
    ...omitted.map(([name]) => [`without ${name}`]),
  ]);
}

function cellsOf(drawn: string): [titles: string[], ...rows: string[][]] {
  const [titles = [], ...rows] = drawn.split('\n').map((line) => line.split(/ {2,}/));
  return [titles, ...rows];
}

function firsts(groups: Groups): Groups {
  return Object.fromEntries(
    Object.entries(groups).map(([name, members]) => [name, members.slice(0, 1)]),
  );
}

/** Returns one word for a group; if its members differ, a word for each member. */
function groupCells(groups: Groups, effects: ReadonlyMap<string, string>): readonly string[] {
  return Object.values(groups).map((names) => {
    const words = names.map((name) => shortly[effects.get(name) ?? ''] ?? 'missing');
    const [first = '', ...others] = [...new Set(words)];
    return others.length === 0 ? first : names.map((name, at) => `${name}=${words[at]}`).join(',');
  });
}

function draw(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [titles, ...rows];
  const widths = titles.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Returns a table of a test without the indentation and without empty lines at start and end. */
export function table(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  // The title line starts with an empty cell, so the shortest name defines the indentation.
  const margin = Math.min(indent, ...lines.slice(1).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin).trimEnd()).join('\n');
}
