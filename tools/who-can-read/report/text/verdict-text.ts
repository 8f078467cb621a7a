import { missText, statementText } from '../../decision/reason.ts';
import type { Verdict } from '../../decision/verdict.ts';
import { wrap } from './layout.ts';

/** Returns the complete explanation of a decision as text. */
export function verdictText(verdict: Verdict, indent: string): readonly string[] {
  const { action, resource, outcome, reason, matched, failed, unknown, grant } = verdict;
  const inner = `${indent}  `;
  return [
    ...wrap(`${action} on ${resource}: ${outcome}`, indent),
    ...wrap(reason, `${inner}because: `),
    ...matched.flatMap((one) => wrap(`${statementText(one)} (${one.effect})`, `${inner}applies: `)),
    ...failed.flatMap((one) => wrap(missText(one), `${inner}does not apply: `)),
    ...(unknown.length > 0 ? wrap(unknown.join(', '), `${inner}depends on: `) : []),
    ...(grant === undefined ? [] : [`${inner}grant: ${grant}`]),
  ];
}
