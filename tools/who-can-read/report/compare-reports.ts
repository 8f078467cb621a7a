import { either } from '../escalation/evaluate-access.ts';
import type { AccessModel } from './access-model.ts';
import type { Expectation, Question } from './expectation.ts';
import { questions } from './expectation.ts';
import { type Answer, unreadReason } from './finding.ts';
import type { Report, Row } from './report.ts';
import { stepsSentence } from './text/steps-text.ts';

/** An answer that is not as expected, or that is unknown. */
export interface Difference {
  readonly question: Question;
  /** Name of the principal in the report or in the expectation. */
  readonly principal: string;
  readonly what: 'not expected' | 'missing' | 'unknown';
  readonly reason: string;
}

export interface Comparison {
  /** `unknown` only if no difference is certain. */
  readonly outcome: 'as expected' | 'not as expected' | 'unknown';
  readonly differences: readonly Difference[];
}

/** Compares a report with an expectation. */
export function compare(report: Report, expectation: Expectation): Comparison {
  const asked = questions.filter((question) => expectation[question] !== undefined);
  const differences = [
    ...asked.flatMap((question) => differencesOf(report, question, expectation[question] ?? [])),
    ...unreadOf(report, asked),
  ];
  const wrong = differences.some(({ what }) => what !== 'unknown');
  const met = differences.length === 0 ? 'as expected' : 'unknown';
  return { outcome: wrong ? 'not as expected' : met, differences };
}

function differencesOf(
  { model, rows }: Report,
  question: Question,
  expected: readonly string[],
): readonly Difference[] {
  const inLogs = model.logGroups.filter(({ carriesData }) => carriesData);
  const dataLogs = new Set(inLogs.map(({ name }) => name));
  const absent = expected.filter((id) => !rows.some((row) => isCalled(row, id)));
  const missing = absent.map((principal): Difference => {
    // If the list of principals is not complete, the principal can exist.
    const what = isComplete(model) ? 'missing' : 'unknown';
    const reason = 'The list of principals does not contain this name.';
    return { question, principal, what, reason };
  });
  const others = rows.flatMap((row): readonly Difference[] => {
    const principal = row.subject.id;
    const wanted = expected.some((id) => isCalled(row, id));
    const { answer, reason } = answerTo(question, row, dataLogs);
    if (answer === 'unknown') return [{ question, principal, what: 'unknown', reason }];
    if ((answer === 'yes') === wanted) return [];
    return [{ question, principal, what: wanted ? 'missing' : 'not expected', reason }];
  });
  return [...missing, ...others];
}

function isComplete({ unread, notLookedInto = [] }: AccessModel): boolean {
  return unread.length === 0 && notLookedInto.every(({ excluded }) => excluded);
}

/** An expectation can name a principal by ARN, service name, logical id or name in the report. */
function isCalled({ subject }: Row, id: string): boolean {
  return [subject.id, subject.logicalId, subject.name].includes(id);
}

interface Answered {
  readonly answer: Answer;
  readonly reason: string;
}

function answerTo(question: Question, row: Row, dataLogs: ReadonlySet<string>): Answered {
  if (question === 'escalation') return escalates(row);
  if (question !== 'readers') return row.findings[question];
  const { workflow, decrypt, activity, delivery } = row.findings;
  return eitherOf([workflow, decrypt, activity, delivery, readsDataInLogs(row, dataLogs)]);
}

/** Whether the principal cannot read now and could become a reader. */
function escalates({ escalation }: Row): Answered {
  if (!escalation || escalation.steps.length === 0)
    return { answer: 'no', reason: 'No escalation path was found.' };
  return { answer: escalation.answer, reason: stepsSentence(escalation) };
}

/** Access to logs counts only where they contain execution data. */
function readsDataInLogs({ findings: { logs } }: Row, dataLogs: ReadonlySet<string>): Answered {
  const trials = logs.trials.filter(({ what }) => dataLogs.has(what));
  return eitherOf([{ answer: 'no', reason: 'The logs do not contain execution data.' }, ...trials]);
}

function eitherOf(answers: readonly Answered[]): Answered {
  const answer = either(...answers.map((one) => one.answer));
  return { answer, reason: answers.find((one) => one.answer === answer)?.reason ?? '' };
}

/**
 * Returns a difference for each thing that could not be read: without it the list of readers might not be
 * complete.
 */
function unreadOf({ model }: Report, asked: readonly Question[]): readonly Difference[] {
  const { unread, notLookedInto = [] } = model;
  const [question] = asked;
  if (question === undefined) return [];
  const reasons = [
    ...(unread.length > 0 ? [unreadReason(unread)] : []),
    ...notLookedInto
      .filter(({ excluded }) => !excluded)
      .map(({ name, type, why, needs }) => `Not looked into: ${name} (${type}). ${why} ${needs}`),
  ];
  return reasons.map((reason): Difference => {
    return { question, principal: 'any principal', what: 'unknown', reason };
  });
}
