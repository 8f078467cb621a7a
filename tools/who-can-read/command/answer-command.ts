import { findEscalationPaths } from '../escalation/escalation.ts';
import type { AccessModel } from '../report/access-model.ts';
import { compare } from '../report/compare-reports.ts';
import type { Expectation } from '../report/expectation.ts';
import { explain, findSubject } from '../report/explain.ts';
import { reportMarkdown } from '../report/markdown.ts';
import { type Progress, report } from '../report/report.ts';
import { reportJson } from '../report/report-json.ts';
import { type ComparedReport, type SarifFile, sarifOfReports } from '../report/sarif.ts';
import { comparisonText } from '../report/text/comparison-text.ts';
import { explainText } from '../report/text/explain-text.ts';
import type { Paint } from '../report/text/paint.ts';
import { reportText } from '../report/text/report-text.ts';
import { readable } from '../unknown-text.ts';
import type { Options } from './options.ts';
import { VERSION } from './version.ts';

/** The output of the command and its exit code. */
export interface CommandAnswer {
  readonly text: string;
  readonly exitCode: 0 | 1 | 2;
}

/** The parameters of an answer. */
export interface AnswerContext {
  readonly paint: Paint;
  readonly progress?: Progress;
  /** The template, for findings that have a place in it. */
  readonly file?: SarifFile;
}

const exitCodes = { 'as expected': 0, 'not as expected': 1, unknown: 2 } as const;

/**
 * Returns the command's answer for one state machine or several.
 * @throws ExplainError for a principal or an action that does not exist.
 */
export function answerCommand(
  models: readonly AccessModel[],
  options: Pick<Options, 'format' | 'verbose' | 'explain' | 'source'>,
  expectation: Expectation | undefined,
  context: AnswerContext,
): CommandAnswer {
  const { paint, progress, file } = context;
  if (options.explain) {
    const asked = options.explain;
    const texts = models.map((model) => explained(model, asked, paint));
    return { text: forPeople(texts.join('\n\n'), models), exitCode: 0 };
  }
  const reports = models.map((model): ComparedReport => {
    const found = report(model, progress);
    return expectation
      ? { report: found, comparison: compare(found, expectation) }
      : { report: found };
  });
  const text = writers[options.format](reports, options, paint, file);
  const shown = options.format === 'json' ? readable(text) : forPeople(text, models);
  return { text: shown, exitCode: exitCodeOf(reports) };
}

/** Values that are known only after deployment are shown by their logical id: `role/<Reader>`. */
function forPeople(text: string, models: readonly AccessModel[]): string {
  const placeholders = new Map(models.flatMap((one) => [...(one.placeholders ?? [])]));
  // The longest first, because one name can begin another.
  const names = [...placeholders.keys()].sort((one, other) => other.length - one.length);
  const named = names.reduce(
    (result, name) => result.replaceAll(name, `<${placeholders.get(name)}>`),
    text,
  );
  return readable(named);
}

/** A known difference counts before an unknown answer. */
function exitCodeOf(reports: readonly ComparedReport[]): CommandAnswer['exitCode'] {
  const codes = reports.map(({ comparison }) => (comparison ? exitCodes[comparison.outcome] : 0));
  if (codes.includes(1)) return 1;
  return codes.includes(2) ? 2 : 0;
}

type Writer = (
  reports: readonly ComparedReport[],
  options: Pick<Options, 'verbose' | 'source'>,
  paint: Paint,
  file: SarifFile | undefined,
) => string;

const writers: Readonly<Record<Options['format'], Writer>> = {
  text: (reports, options, paint) => reports.map((one) => textOf(one, options, paint)).join('\n\n'),
  // One report is an object, and several are a list.
  json: (reports) => {
    const all = reports.map((one) => reportJson(one.report, one.comparison));
    return JSON.stringify(all.length === 1 ? all[0] : all, null, 2);
  },
  markdown: (reports) =>
    reports
      .map((one) => reportMarkdown(one.report, one.comparison))
      .join('\n')
      .trimEnd(),
  sarif: (reports, _options, _paint, file) =>
    JSON.stringify(sarifOfReports(reports, file, VERSION), null, 2),
};

/** For an expectation that is not met, the answer has only the differences. */
function textOf(
  { report: found, comparison }: ComparedReport,
  { verbose, source }: Pick<Options, 'verbose' | 'source'>,
  paint: Paint,
): string {
  const compared = comparison && comparisonText(comparison, paint);
  if (compared !== undefined && comparison?.outcome !== 'as expected' && !verbose) return compared;
  const template = source.kind === 'template' ? { template: source.file } : {};
  const text = reportText(found, paint, { verbose, ...template });
  return compared === undefined ? text : `${text}\n\n${compared}`;
}

function explained(
  model: AccessModel,
  { principal, action }: NonNullable<Options['explain']>,
  paint: Paint,
): string {
  const subject = findSubject(model, principal);
  const trials = explain(model, subject, action);
  const path = action === undefined ? findEscalationPaths(model).get(subject.id) : undefined;
  return explainText(subject, trials, path, paint);
}
