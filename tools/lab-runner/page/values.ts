import { TARGETS, type Target } from './lab-page.ts';

/** Says what is wrong with the value of a key, and gives back undefined. */
type Refuse = (message: string) => undefined;

const UNITS = { s: 1000, m: 60_000 } as const;

/** Milliseconds of `30s` or `2m`. */
export function toDuration(text: string, refuse: Refuse): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,3})([sm])$/.exec(text) ?? [];
  if (count === undefined) return refuse(`A duration is like 30s or 2m, not "${text}".`);
  return Number(count) * UNITS[unit === 'm' ? 'm' : 's'];
}

export function toTarget(text: string, refuse: Refuse): Target | undefined {
  const place = TARGETS.find((one) => one === text);
  return place ?? refuse(`"only" is one of ${TARGETS.join(', ')}, not "${text}".`);
}

/** An exit code that is not 0, which needs no saying. */
export function toExitCode(text: string, refuse: Refuse): number | undefined {
  if (!/^[1-9]\d{0,2}$/.test(text)) return refuse(`"exit" is a number from 1, not "${text}".`);
  return Number(text);
}

/** The name of an error as AWS sends it. */
export function toErrorName(text: string, refuse: Refuse): string | undefined {
  if (/^[A-Z][A-Za-z.]+$/.test(text)) return text;
  return refuse(`"error" is the name of an AWS error, not "${text}".`);
}

/** The name of a profile. */
export function toProfile(text: string, refuse: Refuse): string | undefined {
  if (/^[a-z][a-z-]*$/.test(text)) return text;
  return refuse(`"run" is the name of a profile, not "${text}".`);
}

/** The one folder that learners write to: it is not under version control. */
export const LAB_FOLDER = '.aws-sam/lab/';

export function toLabFile(text: string, refuse: Refuse): string | undefined {
  const name = text.slice(LAB_FOLDER.length);
  if (text.startsWith(LAB_FOLDER) && /^[a-z0-9-]+\.[a-z]+$/.test(name)) return text;
  return refuse(`"save" is a file right in ${LAB_FOLDER}, not "${text}".`);
}

/** Words for a person. */
export const toWords = (text: string, refuse: Refuse): string | undefined =>
  text === '' ? refuse('"manual" says why only a person runs this.') : text;
