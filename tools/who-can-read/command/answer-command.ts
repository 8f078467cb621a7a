import { findEscalationPaths } from '../escalation/escalation.ts';
import type { AccessModel } from '../report/access-model.ts';
import { type Comparison, compare } from '../report/compare-reports.ts';
import type { Expectation } from '../report/expectation.ts';
import { explain, findSubject } from '../report/explain.ts';
import { type Progress, report } from '../report/report.ts';
import { reportJson } from '../report/report-json.ts';
import { comparisonText } from '../report/text/comparison-text.ts';
import { explainText } from '../report/text/explain-text.ts';
import type { Paint } from '../report/text/paint.ts';
import { reportText } from '../report/text/report-text.ts';
import type { Options } from './options.ts';

/** What the command writes and how it ends. */
export interface CommandAnswer {
  readonly text: string;
  readonly exitCode: 0 | 1 | 2;
}

const exitCodes = { 'as expected': 0, 'not as expected': 1, unknown: 2 } as const;

/**
 * The command's answer for a model.
 * @throws ExplainError for a principal or an action that is not there.
 */
export function answerCommand(
  model: AccessModel,
  options: Pick<Options, 'json' | 'explain' | 'source'>,
  expectation: Expectation | undefined,
  paint: Paint,
  progress?: Progress,
): CommandAnswer {
  if (options.explain) return explained(model, options.explain, paint);
  const found = report(model, progress);
  const comparison = expectation && compare(found, expectation);
  const exitCode = comparison ? exitCodes[comparison.outcome] : 0;
  if (options.json) {
    return { text: JSON.stringify(reportJson(found, comparison), null, 2), exitCode };
  }
  const { source } = options;
  const text = reportText(found, paint, source.kind === 'template' ? source.file : undefined);
  return { text: [text, ...compared(comparison, paint)].join('\n'), exitCode };
}

function compared(comparison: Comparison | undefined, paint: Paint): readonly string[] {
  return comparison ? ['', comparisonText(comparison, paint)] : [];
}

function explained(
  model: AccessModel,
  { principal, action }: NonNullable<Options['explain']>,
  paint: Paint,
): CommandAnswer {
  const subject = findSubject(model, principal);
  const trials = explain(model, subject, action);
  const path = action === undefined ? findEscalationPaths(model).get(subject.id) : undefined;
  return { text: explainText(subject, trials, path, paint), exitCode: 0 };
}
