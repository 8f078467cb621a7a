import { readFileSync } from 'node:fs';
import type { Mutant } from './mutants.ts';

/** Why some mutants of a file cannot be killed, or need not be. */
export type Explanation = {
  file: string;
  /** The mutants, each as `describeMutant` writes it. */
  mutants: readonly string[];
  why: string;
};

export const explanations: readonly Explanation[] = JSON.parse(
  readFileSync(new URL('./explained.json', import.meta.url), 'utf8'),
);

const short = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
};

/** Returns a mutant in one line, without its place in the file: it stays the same when lines move. */
export const describeMutant = ({ inside, operator, original, replacement }: Mutant): string =>
  `${inside ? `${inside}, ` : ''}${operator}: ${short(original)} → ${short(replacement)}`;

/** Returns why a surviving mutant is accepted; undefined when nothing explains it. */
export const explanationOf = (
  file: string,
  mutant: Mutant,
  known: readonly Explanation[] = explanations,
): string | undefined =>
  known.find((one) => one.file === file && one.mutants.includes(describeMutant(mutant)))?.why;
