import { missText, statementText } from 'who-can-read';
import type { Explanation, Step } from '../contract.ts';
import type { CallDecision, RequestedDecision } from './requested-call.ts';
import { suggestFixes } from './suggested-fixes.ts';

/** Returns why a call is allowed or denied, step by step, and what would have to change. */
export function explain({ asked }: CallDecision): Explanation {
  const denied = asked.findIndex(({ verdict }) => verdict.outcome !== 'allowed');
  const shown = denied === -1 ? asked : asked.slice(0, denied + 1);
  return { steps: shown.map(stepOf), suggestedFixes: suggestFixes(asked) };
}

function stepOf({ how, verdict }: RequestedDecision): Step {
  const { action, resource, principal, outcome, reason, matched, failed } = verdict;
  return {
    ...{ action, resource, principal, how, outcome, reason },
    applied: matched.map((one) => ({ effect: one.effect, statement: statementText(one) })),
    // For an allowed call, statements that did not match say nothing.
    missed: outcome === 'allowed' ? [] : failed.map(missText),
  };
}
