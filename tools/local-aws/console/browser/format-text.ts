const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hour12: false });

/** A point in time, in the reader's time zone. */
export const dateTime = (at: number): string => when.format(at);

/** The time of day alone. */
export const timeOfDay = (at: number): string => clock.format(at);

/** How long something took: `812 ms`, `4.2 s`, `3 min 20 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A principal without what all of them share: `user/operator`; a session by its role. */
export const shortArn = (arn: string): string =>
  arn
    .replace(/^arn:[^:]+:(iam|sts)::\d{12}:/, '')
    .replace(/^assumed-role\/([^/]+)\/.*$/, 'role/$1');

/** JSON text with line breaks; any other text as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
