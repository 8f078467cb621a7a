import { unreadOf, upperBound } from '../../account/partial-knowledge.ts';
import { type ReadPath, readPathNames, readPathsOf } from '../../read-paths/read-paths.ts';
import type { AccessModel, WorkflowStateMachine } from '../access-model.ts';
import type { Answer } from '../finding.ts';
import type { Report, Row } from '../report.ts';
import { columns, wrap } from './layout.ts';
import type { Paint } from './paint.ts';

const NAME = 44;
const CELL = 9;
const colours = { yes: 'red', unknown: 'yellow', no: 'dim' } as const;
const words: Readonly<Record<Answer, string>> = { yes: 'YES', unknown: '?', no: 'no' };

/**
 * The report for people: a table with the readers first, each with the reasons.
 * @param template the file that it was worked out from, as it was named.
 */
export function reportText({ model, rows }: Report, paint: Paint, template?: string): string {
  const readPaths = readPathsOf(model);
  const titles = [...readPaths, 'steps'];
  const widths = [NAME, ...titles.map(() => CELL)];
  const open = rows.filter(isTelling);
  const closed = rows.filter((row) => !isTelling(row));
  return [
    ...head(model, paint, template),
    '',
    paint('bold', columns(['', ...titles], widths)),
    ...open.flatMap((row) => rowText(row, readPaths, paint)),
    ...closedText(closed, paint),
    '',
    ...legend(model),
    ...model.unread.flatMap(({ what, why }) =>
      wrap(`${what}: ${why}`, 'Could not be read: ').map((line) => paint('yellow', line)),
    ),
    ...model.notes.flatMap((note) => wrap(note, 'Note: ')),
  ].join('\n');
}

function head(
  { stateMachine, activities, account, region }: AccessModel,
  paint: Paint,
  template: string | undefined,
): readonly string[] {
  return [
    paint('bold', `Who can read ${stateMachine.name}, in account ${account}, ${region}`),
    ...(template === undefined ? [] : [`  template       ${template}`]),
    `  state machine  ${stateMachine.arn}`,
    ...keyText(stateMachine),
    ...activities.flatMap((one) => [`  activity       ${one.arn}`, ...keyText(one)]),
  ];
}

function keyText({ key: found }: Pick<WorkflowStateMachine, 'key'>): readonly string[] {
  if (!found) return ["  key            AWS's own: IAM alone decides"];
  const { arn, state, stateUnknown } = upperBound(found);
  return [
    `  key            ${arn}`,
    `  its state      ${stateUnknown ? 'unknown' : state}`,
    ...unreadOf(found).flatMap(({ what, why }) =>
      wrap(`${what} could not be read: ${why}`, '  ? '),
    ),
  ];
}

function isTelling({ findings, escalation }: Row): boolean {
  return escalation !== undefined || readPathNames.some((name) => findings[name].answer !== 'no');
}

function rowText(
  { subject, findings, escalation }: Row,
  readPaths: readonly ReadPath[],
  paint: Paint,
): readonly string[] {
  const cells = readPaths.map((name) => findings[name].answer);
  const painted = cells
    .map((answer) => paint(colours[answer], words[answer].padEnd(CELL)))
    .join('');
  const tooLong = subject.name.length > NAME - 1;
  const name = tooLong ? `${subject.name}\n${' '.repeat(NAME)}` : subject.name.padEnd(NAME);
  const reasons = readPaths.flatMap((readPath) => {
    const { answer, reason } = findings[readPath];
    return answer === 'no' ? [] : wrap(reason, `    ${readPath}: `);
  });
  const path =
    escalation && escalation.steps.length > 0
      ? wrap(pathText(escalation.steps), '    could read: ')
      : [];
  const deployed = subject.origin === 'account' && subject.logicalId === subject.name;
  const arn = deployed ? [paint('dim', `    ${subject.id}`)] : [];
  return [`${name}${painted}${stepsText(escalation)}`, ...arn, ...reasons, ...path];
}

function stepsText(path: Row['escalation']): string {
  if (!path) return '-';
  const count = path.steps.length === 0 ? 'reads' : String(path.steps.length);
  return path.answer === 'yes' ? count : `${count}?`;
}

function pathText(steps: readonly string[]): string {
  return steps.length === 1
    ? `${steps[0]}.`
    : `${steps.map((step, at) => `${at + 1}. ${step}`).join('; ')}.`;
}

function closedText(rows: readonly Row[], paint: Paint): readonly string[] {
  if (rows.length === 0) return [];
  const names = rows.map(({ subject }) => subject.name).join(', ');
  const title = `No to all, and no way to it (${rows.length}):`;
  return [title, ...wrap(names, '    ')].map((line) => paint('dim', line));
}

function legend({ logGroups, activities }: AccessModel): readonly string[] {
  const carrying = logGroups.filter(({ carriesData }) => carriesData).map(({ name }) => name);
  const logs =
    carrying.length === 0
      ? 'no input or output stands in them'
      : `INPUT AND OUTPUT STAND IN CLEAR in ${carrying.join(', ')}`;
  return [
    'workflow  gets the definition or data of executions from the Step Functions API',
    'decrypt   may call KMS to decrypt what the workflow stores',
    ...(activities.length > 0
      ? ['activity  gets the input of tasks: takes them (GetActivityTask), or may decrypt it']
      : []),
    'delivery  may call KMS to decrypt log events on their way to CloudWatch Logs',
    ...wrap(`reads a log group of the workflow (${logs})`, 'logs      '),
    'table     reads a table of the workflow',
    'steps     changes somebody has to make first to read the workflow; -: no way was found',
  ];
}
