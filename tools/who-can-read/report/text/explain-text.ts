import type { EscalationPath } from '../../escalation/escalation-path.ts';
import type { Subject } from '../access-model.ts';
import type { Answer, Trial } from '../finding.ts';
import { wrap } from './layout.ts';
import type { Paint } from './paint.ts';
import { distanceText, stepsSentence } from './steps-text.ts';
import { verdictText } from './verdict-text.ts';

/**
 * Returns the complete explanation for one principal as text: first the answers and the escalation path,
 * then the decisions behind them. Equal decisions appear once.
 */
export function explainText(
  subject: Subject,
  trials: readonly Trial[],
  path: EscalationPath | undefined,
  paint: Paint,
): string {
  const groups = groupTrials(trials);
  const steps = path?.steps ?? [];
  return [
    paint('bold', subject.name),
    ...(subject.id === subject.name ? [] : [subject.id]),
    '',
    ...(groups.length > 1 ? [...answersText(trials), ''] : []),
    ...(path && steps.length > 0
      ? [...wrap(`${distanceText(path)}: ${stepsSentence(path)}`, 'escalation path: '), '']
      : []),
    ...groups.flatMap((group) => [...groupText(group, paint), '']),
  ]
    .join('\n')
    .trimEnd();
}

/** Trials with the same decision. */
interface TrialGroup {
  readonly what: readonly string[];
  readonly trial: Trial;
}

function groupTrials(trials: readonly Trial[]): readonly TrialGroup[] {
  const groups = new Map<string, TrialGroup>();
  for (const trial of trials) {
    const decided = trial.verdicts.map(({ action: _, resource: _resource, ...rest }) => rest);
    const reason = trial.reason.replace(/^[a-z0-9-]+:\w+: /, '');
    const key = JSON.stringify([trial.answer, reason, decided]);
    const known = groups.get(key);
    const what = [...new Set([...(known?.what ?? []), trial.what])];
    groups.set(key, { what, trial: known?.trial ?? trial });
  }
  return [...groups.values()];
}

const order: readonly Answer[] = ['yes', 'unknown', 'no'];

function answersText(trials: readonly Trial[]): readonly string[] {
  return order.flatMap((answer) => {
    const what = trials.filter((one) => one.answer === answer).map((one) => one.what);
    return what.length === 0 ? [] : wrap([...new Set(what)].join(', '), answer.padEnd(9));
  });
}

function groupText({ what, trial }: TrialGroup, paint: Paint): readonly string[] {
  const title = wrap(`${what.join(', ')}: ${trial.answer}`, '', undefined, '  ');
  return [
    ...title.map((line) => paint('bold', line)),
    ...wrap(trial.reason, '  '),
    ...trial.verdicts.flatMap((verdict) => verdictText(verdict, '  ')),
  ];
}
