import { type CommandsStep, type Page, TARGETS, type Target } from '../page/lab-page.ts';
import type { Problem } from '../problem.ts';

/**
 * Reports fences whose "run" differs from what a learner types. A learner changes the identity with
 * the line `export AWS_PROFILE=NAME`, so this must be the first line where the name changes.
 */
export function hiddenIdentities(page: Page): Problem[] {
  const found = TARGETS.flatMap((place) => hiddenOn(place, page));
  return [...new Map(found.map((problem) => [problem.line, problem])).values()];
}

function hiddenOn(place: Target, { file, steps }: Page): Problem[] {
  let who: string | undefined;
  return steps.flatMap((step) => {
    if (step.kind !== 'commands' || (step.only ?? place) !== place) return [];
    const message = hidden(step, who);
    who = step.run;
    return message === undefined ? [] : [{ file, line: step.line, message }];
  });
}

function hidden({ script, run }: CommandsStep, before: string | undefined): string | undefined {
  const wanted = `export AWS_PROFILE=${run}`;
  if (run !== before && script.split('\n')[0] !== wanted) {
    return `The first line must be: ${wanted}`;
  }
  const other = [...script.matchAll(/AWS_PROFILE=(\S+)/g)].find(([, name]) => name !== run);
  return other && `The fence changes the identity to ${other[1]}. Use "run".`;
}
