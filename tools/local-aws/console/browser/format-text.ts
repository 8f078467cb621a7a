const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en', {
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  hour12: false,
});
const seconds = new Intl.DateTimeFormat('en', {
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  hour12: false,
});
const whole = new Intl.NumberFormat('en');

/** A point in time, in the time zone of the reader. */
export const dateTime = (at: number): string => when.format(at);

/** The time of day, with milliseconds. */
export const timeOfDay = (at: number): string => clock.format(at);

/** The time of day. CloudTrail has whole seconds. */
export const clockTime = (at: number): string => seconds.format(at);

/** A number with separators: `25,000`. */
export const number = (value: number): string => whole.format(value);

/** A duration in milliseconds: `1,204 ms`. */
export const milliseconds = (value: number): string =>
  `${number(Math.max(0, Math.round(value)))} ms`;

/** A duration for a quick look: `812 ms`, `4.2 s`, `3 min 20 s`. */
export function duration(value: number): string {
  if (value < 1000) return milliseconds(value);
  const seconds = value / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const rounded = Math.round(seconds);
  return `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
}

/** A principal without the part that all of them share: `user/operator`. A session is named by its role. */
export const shortArn = (arn: string): string =>
  arn
    .replace(/^arn:[^:]+:(iam|sts)::\d{12}:/, '')
    .replace(/^assumed-role\/([^/]+)\/.*$/, 'role/$1');

/** JSON text with line breaks. Any other text stays as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
