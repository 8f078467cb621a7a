import type { EscalationPath } from '../../escalation/escalation-path.ts';
import type { Subject } from '../access-model.ts';
import type { Trial } from '../finding.ts';
import { wrap } from './layout.ts';
import type { Paint } from './paint.ts';
import { verdictText } from './verdict-text.ts';

/** All that was tried for one principal, with the whole reasoning, for people. */
export function explainText(
  subject: Subject,
  trials: readonly Trial[],
  path: EscalationPath | undefined,
  paint: Paint,
): string {
  const blocks = trials.map(({ what, answer, reason, verdicts }) => [
    paint('bold', `${what}: ${answer}`),
    ...wrap(reason, '  '),
    ...verdicts.flatMap((verdict) => verdictText(verdict, '  ')),
    '',
  ]);
  const steps = path?.steps ?? [];
  return [
    paint('bold', subject.name),
    ...(subject.id === subject.name ? [] : [subject.id]),
    '',
    ...blocks.flat(),
    ...(steps.length > 0 ? [paint('bold', 'Could come to read:')] : []),
    ...steps.flatMap((step, at) => wrap(step, `  ${at + 1}. `)),
  ].join('\n');
}
