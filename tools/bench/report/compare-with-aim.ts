import type { Aim, Figure } from '../metric.ts';

/** How a figure stands beside the other; undefined where it stands alone. */
export function ratioOf({ measured, beside }: Figure): number | undefined {
  return beside && (beside.ratio ?? measured.median / beside.measured.median);
}

/** Whether a figure is what was aimed at; undefined where there is no aim. */
export function meetsAim(figure: Figure): boolean | undefined {
  if (!figure.aim) return undefined;
  const value = ratioOf(figure) ?? figure.measured.median;
  return 'atMost' in figure.aim ? value <= figure.aim.atMost : value >= figure.aim.atLeast;
}

/** `<= 1.25`, `>= 0.9` */
export function aimText(aim: Aim): string {
  return 'atMost' in aim ? `<= ${aim.atMost}` : `>= ${aim.atLeast}`;
}
