import type { Page } from '../page/page.ts';
import type { Problem } from '../problem.ts';

/**
 * Fences whose "run" is not what a learner sees. Whoever types the commands becomes somebody by the
 * line `export AWS_PROFILE=NAME`, so this has to be the first line where the name changes.
 */
export function hiddenIdentities({ file, steps }: Page): Problem[] {
  let who: string | undefined;
  return steps.flatMap((step) => {
    if (step.kind !== 'commands') return [];
    const [first = ''] = step.script.split('\n');
    const changed = step.run !== who;
    who = step.run;
    const wanted = `export AWS_PROFILE=${step.run}`;
    if (changed && first !== wanted) {
      return [{ file, line: step.line, message: `The first line has to be: ${wanted}` }];
    }
    const becomes = /AWS_PROFILE=(\S+)/.exec(
      changed ? step.script.slice(wanted.length) : step.script,
    );
    if (!becomes) return [];
    return [{ file, line: step.line, message: `The fence becomes ${becomes[1]} by itself.` }];
  });
}
