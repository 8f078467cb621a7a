import type { EscalationPath } from '../../escalation/escalation-path.ts';

/** Returns the number of steps until a principal can read: `can read`, `2 steps`, `no`. */
export function distanceText(path: EscalationPath | undefined): string {
  if (!path) return 'no';
  const { length } = path.steps;
  const distance = length === 0 ? 'can read' : length === 1 ? '1 step' : `${length} steps`;
  return path.answer === 'yes' ? distance : length === 0 ? 'unknown' : `${distance}?`;
}

/** Returns the steps as one sentence. */
export function stepsSentence({ steps, answer, dependsOn = [] }: EscalationPath): string {
  const text =
    steps.length === 1 ? `${steps[0]}` : steps.map((step, at) => `${at + 1}. ${step}`).join('; ');
  if (answer === 'yes') return `${text}.`;
  const why = dependsOn.length > 0 ? `: it depends on ${dependsOn.join(', ')}` : '';
  return `${text}. Whether every step works is unknown${why}.`;
}
