import { unreadOf, upperBound } from '../../account/partial-knowledge.ts';
import { type ReadPath, readPathNames, readPathsOf } from '../../read-paths/read-paths.ts';
import type { AccessModel, WorkflowStateMachine } from '../access-model.ts';
import {
  groupEscalations,
  groupedBy,
  groupReasons,
  type ReasonGroup,
  shareReasons,
} from '../reason-groups.ts';
import type { Report, Row } from '../report.ts';
import { columns, WIDTH, wrap } from './layout.ts';
import { limitsText } from './limits-text.ts';
import type { Paint } from './paint.ts';
import { distanceText, stepsSentence } from './steps-text.ts';

const CELL = 9;
const LAST = 10;
const colors = { yes: 'red', unknown: 'yellow', no: 'dim' } as const;

/** Options of the text report. */
export interface TextOptions {
  /** Shows all names, and the reasons of each principal next to it. */
  readonly verbose?: boolean;
  /** The file of the report, as the user named it. */
  readonly template?: string;
}

/**
 * Returns the report as text: a line for each principal that can read or could become a reader, and the
 * reasons, each once.
 */
export function reportText(
  { model, rows }: Report,
  paint: Paint,
  { verbose = false, template }: TextOptions = {},
): string {
  const readPaths = readPathsOf(model);
  const titles = [...readPaths, 'escalation'];
  const widths = [nameWidth(readPaths), ...titles.map(() => CELL)];
  const shown = rows.filter(isShown);
  return [
    ...head(model, paint, template),
    '',
    ...legend(model),
    '',
    paint('bold', columns(['', ...titles], widths)),
    ...(verbose ? shown.map((row) => [row]) : rowGroups(shown, readPaths)).flatMap((rows) =>
      rows.length > FEW
        ? groupText(rows, readPaths, paint)
        : rows.flatMap((row) => rowText(row, readPaths, verbose, paint)),
    ),
    ...othersText(
      rows.filter((row) => !isShown(row)),
      verbose,
      paint,
    ),
    ...(verbose ? [] : reasonsText(shown, readPaths, paint)),
    ...limitsText(model, paint),
  ].join('\n');
}

/** Returns whether a row has more than "cannot read". */
export function isShown({ findings, escalation }: Row): boolean {
  return escalation !== undefined || readPathNames.some((name) => findings[name].answer !== 'no');
}

const nameWidth = (readPaths: readonly ReadPath[]): number =>
  WIDTH - LAST - CELL * readPaths.length;

function head(
  { stateMachine, activities, account, region }: AccessModel,
  paint: Paint,
  template: string | undefined,
): readonly string[] {
  const deployed = template === undefined;
  return [
    paint('bold', `Who can read ${stateMachine.name}, in account ${account}, ${region}`),
    ...(deployed ? [] : [`  template       ${template}`]),
    `  state machine  ${stateMachine.arn}`,
    ...keyText(stateMachine, deployed),
    ...activities.flatMap((one) => [`  activity       ${one.arn}`, ...keyText(one, deployed)]),
  ];
}

/** A key of a template does not have a state yet. */
function keyText(
  { key: found }: Pick<WorkflowStateMachine, 'key'>,
  deployed: boolean,
): readonly string[] {
  if (!found) return ['  key            a key that AWS owns: IAM policies alone decide'];
  const { arn, state, stateUnknown } = upperBound(found);
  return [
    `  key            ${arn}`,
    ...(deployed ? [`  key state      ${stateUnknown ? 'unknown' : state}`] : []),
    ...unreadOf(found).flatMap(({ what, why }) => wrap(`${what}: ${why}`, '  could not be read: ')),
  ];
}

/**
 * Returns the rows in groups. Principals with the same unknown answers are one group if there are more
 * than a few of them, as for a template with an unknown key. Every other row is a group of one.
 */
function rowGroups(
  rows: readonly Row[],
  readPaths: readonly ReadPath[],
): readonly (readonly Row[])[] {
  const alike = groupedBy(rows, (row) => {
    const answers = readPaths.map((name) => row.findings[name].answer);
    const isOpen = answers.includes('unknown') && !answers.includes('yes');
    return isOpen ? `${answers} ${distanceText(row.escalation)}` : row.subject.id;
  });
  const large = [...alike.values()].filter((all) => all.length > FEW);
  const grouped = new Set(large.flat());
  return [...rows.filter((row) => !grouped.has(row)).map((row) => [row]), ...large];
}

/** A line of answers for several principals, and their names. */
function groupText(
  rows: readonly Row[],
  readPaths: readonly ReadPath[],
  paint: Paint,
): readonly string[] {
  const [first] = rows;
  if (!first) return [];
  const names = rows.map(({ subject }) => subject.name).join(', ');
  return [
    `${`${rows.length} principals:`.padEnd(nameWidth(readPaths))}${answersText(first, readPaths, paint)}`,
    ...wrap(names, '    '),
  ];
}

function answersText(
  { findings, escalation }: Row,
  readPaths: readonly ReadPath[],
  paint: Paint,
): string {
  const painted = readPaths
    .map((name) => findings[name].answer)
    .map((answer) => paint(colors[answer], answer.padEnd(CELL)));
  return `${painted.join('')}${distanceText(escalation)}`;
}

function rowText(
  row: Row,
  readPaths: readonly ReadPath[],
  verbose: boolean,
  paint: Paint,
): readonly string[] {
  const { subject, findings, escalation } = row;
  const width = nameWidth(readPaths);
  const tooLong = subject.name.length > width - 1;
  const name = tooLong ? `${subject.name}\n${' '.repeat(width)}` : subject.name.padEnd(width);
  const line = `${name}${answersText(row, readPaths, paint)}`;
  if (!verbose) return [line];
  const reasons = readPaths.flatMap((readPath) => {
    const { answer, reason } = findings[readPath];
    return answer === 'no' ? [] : wrap(reason, `    ${readPath}: `);
  });
  const path =
    escalation && escalation.steps.length > 0
      ? wrap(stepsSentence(escalation), '    escalation path: ')
      : [];
  const arn = subject.id === subject.name ? [] : [paint('dim', `    ${subject.id}`)];
  return [line, ...arn, ...reasons, ...path];
}

/** The largest number of names of a group in the short report. */
const FEW = 3;

function reasonsText(
  rows: readonly Row[],
  readPaths: readonly ReadPath[],
  paint: Paint,
): readonly string[] {
  const reasons = shareReasons(groupReasons(rows, readPaths)).flatMap(({ reason, groups }) =>
    wrap(`${groupsText(groups)}: ${reason}`, '  ', WIDTH, '      '),
  );
  const paths = groupEscalations(rows).flatMap(({ rows: all, ...path }) =>
    wrap(`${namesText(all)}: ${stepsSentence(path)}`, '  ', WIDTH, '      '),
  );
  return [
    ...(reasons.length > 0 ? ['', paint('bold', 'Why'), ...reasons] : []),
    ...(paths.length > 0
      ? ['', paint('bold', 'How others could become readers (escalation)'), ...paths]
      : []),
  ];
}

const inWords = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `workflow yes, root user; decrypt and delivery unknown, 8 principals` */
function groupsText(groups: readonly ReasonGroup[]): string {
  const paths = groupedBy(groups, ({ answer, rows }) => `${answer}, ${namesText(rows)}`);
  return [...paths]
    .map(([who, all]) => `${inWords.format(all.map(({ readPath }) => readPath))} ${who}`)
    .join('; ');
}

/** Returns all names of a small group, or the number of names of a large group. */
export function namesText(rows: readonly Row[]): string {
  const names = rows.map(({ subject }) => subject.name);
  return names.length > FEW ? `${names.length} principals` : names.join(', ');
}

function othersText(rows: readonly Row[], verbose: boolean, paint: Paint): readonly string[] {
  if (rows.length === 0) return [];
  const names = rows.map(({ subject }) => subject.name);
  const title = `${rows.length} ${rows.length === 1 ? 'principal' : 'principals'}: no to all, and no escalation path`;
  const lines = verbose ? [`${title}:`, ...wrap(names.join(', '), '    ')] : [title];
  return lines.map((line) => paint('dim', line));
}

function legend({ logGroups, activities, tables }: AccessModel): readonly string[] {
  const carrying = logGroups.filter(({ carriesData }) => carriesData).map(({ name }) => name);
  const content =
    carrying.length === 0
      ? 'no input or output in them'
      : `WITH INPUT AND OUTPUT IN CLEAR: ${carrying.join(', ')}`;
  const logs = logGroups.length === 0 ? 'there is none' : content;
  return [
    'workflow    gets the definition or execution data from the Step Functions API',
    'decrypt     can call KMS to decrypt stored data (a reader also needs the ciphertext)',
    ...(activities.length > 0
      ? ['activity    gets the input of tasks (GetActivityTask), or can decrypt it']
      : []),
    'delivery    can call KMS to decrypt log events on their way to CloudWatch Logs',
    ...wrap(`can read a log group of the workflow (${logs})`, 'logs        '),
    tables.length === 0
      ? 'table       can read a table of the workflow (there is none)'
      : 'table       can read a table of the workflow; a write returns the old item, so it counts',
    'escalation  changes that the principal must make first to read; no: no path was found',
  ];
}
