import type { Records, StartRecord } from './records.ts';
import { awayDuring, overlap, rulesDuring, tooSlow } from './timeline.ts';

/** The errors of the gateway when the key, or the role's access to it, is unavailable. */
const BY_KEY = ['KmsInvalidStateException', 'KmsAccessDeniedException'];

/** Returns whether StartExecution was denied because of the key. */
export const deniedByKey = ({ answer, error }: StartRecord): boolean =>
  answer === 'denied' && BY_KEY.includes(error ?? '');

/**
 * Checks that executions started when the key could be used, and were denied when it could not.
 *
 * @returns a sentence for each difference. During a change, both results are correct.
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
