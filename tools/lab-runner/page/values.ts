import { TARGETS, type Target } from './lab-page.ts';

/** Reports what is wrong with the value of a key, and returns undefined. */
type Reject = (message: string) => undefined;

const UNITS = { s: 1000, m: 60_000 } as const;

/** Milliseconds of `30s` or `2m`. */
export function toDuration(text: string, reject: Reject): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,3})([sm])$/.exec(text) ?? [];
  if (count === undefined) return reject(`A duration is like 30s or 2m, not "${text}".`);
  return Number(count) * UNITS[unit === 'm' ? 'm' : 's'];
}

export function toTarget(text: string, reject: Reject): Target | undefined {
  const place = TARGETS.find((one) => one === text);
  return place ?? reject(`"only" is one of ${TARGETS.join(', ')}, not "${text}".`);
}

/** Returns an exit code other than 0, which is the default. */
export function toExitCode(text: string, reject: Reject): number | undefined {
  if (!/^[1-9]\d{0,2}$/.test(text)) return reject(`"exit" is a number from 1, not "${text}".`);
  return Number(text);
}

/** Returns the name of an error of AWS. */
export function toErrorName(text: string, reject: Reject): string | undefined {
  if (/^[A-Z][A-Za-z.]+$/.test(text)) return text;
  return reject(`"error" is the name of an AWS error, not "${text}".`);
}

/** Returns the name of a profile. */
export function toProfile(text: string, reject: Reject): string | undefined {
  if (/^[a-z][a-z-]*$/.test(text)) return text;
  return reject(`"run" is the name of a profile, not "${text}".`);
}

/** The only folder that learners write to. It is not under version control. */
export const LAB_FOLDER = '.aws-sam/lab/';

export function toLabFile(text: string, reject: Reject): string | undefined {
  const name = text.slice(LAB_FOLDER.length);
  if (text.startsWith(LAB_FOLDER) && /^[a-z0-9-]+\.[a-z]+$/.test(name)) return text;
  return reject(`"save" is a file directly in ${LAB_FOLDER}, not "${text}".`);
}

/** Returns a text for the reader. */
export const toWords = (text: string, reject: Reject): string | undefined =>
  text === '' ? reject('"manual" needs a value: why only a person runs this.') : text;
