import type { Records, StartRecord } from './records.ts';
import { awayDuring, overlap, rulesDuring, tooSlow } from './timeline.ts';

/** What the gateway answers when the key, or the role's access to it, is gone. */
const BY_KEY = ['KmsInvalidStateException', 'KmsAccessDeniedException'];

/** Whether StartExecution was refused for the key. */
export const deniedByKey = ({ answer, error }: StartRecord): boolean =>
  answer === 'refused' && BY_KEY.includes(error ?? '');

/**
 * Whether executions were started when they could be, and refused when they could not.
 *
 * @returns a sentence for each that was not. Around a change either is right.
 */
export function evaluateStarts(records: Records): readonly string[] {
  return records.starts.flatMap((start) => {
    const rules = rulesDuring(records.changes, start);
    const may = rules.map(({ keyEnabled, roleMayUseKey }) => keyEnabled && roleMayUseKey);
    if (!may.includes(true) && start.answer === 'accepted') {
      return [`${start.name} was accepted while the key could not be used`];
    }
    if (may.includes(false) && deniedByKey(start)) return [];
    if (start.answer === 'accepted' || away(start, records) || tooSlow(start)) return [];
    return [`${start.name} should be accepted and was ${start.answer}: ${start.error}`];
  });
}

const away = (start: StartRecord, { restarts, outages }: Records): boolean =>
  [...outages, ...restarts.map(awayDuring)].some((span) => overlap(span, start));
