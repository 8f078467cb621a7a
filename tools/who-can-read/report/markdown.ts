import { readPathsOf } from '../read-paths/read-paths.ts';
import type { Comparison } from './compare-reports.ts';
import { groupEscalations, groupReasons } from './reason-groups.ts';
import type { Report } from './report.ts';
import type { ToolError } from './sarif.ts';
import { differenceWords } from './text/comparison-text.ts';
import { limitsText } from './text/limits-text.ts';
import { plain } from './text/paint.ts';
import { isShown, namesText } from './text/report-text.ts';
import { distanceText, stepsSentence } from './text/steps-text.ts';

/**
 * Returns the report as GitHub Flavored Markdown, for the summary of a job: first the differences from an
 * expectation, if there is one, then a table of readers and the reasons.
 * https://github.github.com/gfm/#tables-extension-
 */
export function reportMarkdown({ model, rows }: Report, comparison?: Comparison): string {
  const readPaths = readPathsOf(model);
  const { stateMachine, account, region } = model;
  const shown = rows.filter(isShown);
  const marks = { yes: '**yes**', unknown: '*unknown*', no: 'no' } as const;
  const table = shown.map(({ subject, findings, escalation }) => [
    code(subject.name),
    ...readPaths.map((name) => marks[findings[name].answer]),
    distanceText(escalation),
  ]);
  const others = rows.length - shown.length;
  const reasons = groupReasons(shown, readPaths).map(
    ({ readPath, answer, reason, rows: all }) =>
      `- ${readPath} ${answer}, ${escaped(namesText(all))}: ${escaped(reason)}`,
  );
  const paths = groupEscalations(shown).map(
    ({ rows: all, ...path }) => `- ${escaped(namesText(all))}: ${escaped(stepsSentence(path))}`,
  );
  const limits = limitsText(model, plain).join(' ').replaceAll(/\s+/g, ' ').trim();
  return [
    `## Who can read ${escaped(stateMachine.name)}`,
    '',
    ...comparisonMarkdown(comparison),
    `Account ${account}, ${region}, ${code(stateMachine.arn)}.`,
    '',
    row(['principal', ...readPaths, 'escalation']),
    row(['principal', ...readPaths, 'escalation'].map(() => '---')),
    ...table.map(row),
    '',
    ...(others > 0
      ? [`${others} more principals cannot read and have no escalation path.`, '']
      : []),
    ...details('Why', reasons),
    ...details('How others could become readers', paths),
    ...(limits === '' ? [] : [escaped(limits), '']),
  ].join('\n');
}

/** Returns the place of an error, `template.yaml:12:3`; empty if it has none. */
export function placeText({ file, place }: Pick<ToolError, 'file' | 'place'>): string {
  if (!place) return file ?? '';
  return `${file ?? 'template'}:${place.line}:${place.column}`;
}

/** Returns errors as Markdown. */
export function errorsMarkdown(errors: readonly Omit<ToolError, 'name'>[]): string {
  const lines = errors.map((one) => {
    const place = placeText(one);
    return `- ${place === '' ? '' : `${code(place)}: `}${escaped(one.message)}`;
  });
  return ['## Who can read: no answer', '', ...lines, ''].join('\n');
}

function comparisonMarkdown(comparison: Comparison | undefined): readonly string[] {
  if (!comparison) return [];
  const { outcome, differences } = comparison;
  const lines = differences.map(
    ({ question, principal, what, reason }) =>
      `- **${question}**: ${code(principal)} ${differenceWords[what]}: ${escaped(reason)}`,
  );
  return [`**Who can read is ${outcome}.**`, '', ...lines, ...(lines.length > 0 ? [''] : [])];
}

function details(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Returns a name as code that is also valid in a table: a backslash escapes each bar. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', String.raw`\|`)}\``;
}

/** Returns a text without markup, because names of principals and statements are not trusted. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~#]/g, (character) => `\\${character}`)
    .replaceAll(/\s+/g, ' ');
}
