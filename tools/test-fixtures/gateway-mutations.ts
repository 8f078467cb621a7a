/** Numbers from 0 (included) to 1, always the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Mutation = (text: string, random: () => number) => string;

const at = (text: string, random: () => number): number => Math.floor(random() * text.length);
const pick = <T>(list: readonly T[], random: () => number): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
};

const LINES = [
  'X-Amz-Target: AWSStepFunctions.DescribeExecution',
  'X-Amz-Target: AWSStepFunctions.ListStateMachines',
  'x_amz_target: AWSStepFunctions.DescribeExecution',
  'X-Amz-Target: AWSStepFunctions.a.GetExecutionHistory',
  'Host: states.us-east-1.amazonaws.com',
  'Transfer-Encoding: chunked',
  'Content-Encoding: gzip',
  'Content-Length: 0',
  'Connection: X-Amz-Target',
  'Upgrade: h2c',
  'Expect: 100-continue',
];

/** Ways to spoil a request's bytes, or to say the same otherwise. */
const mutations: readonly Mutation[] = [
  // One byte turned into another.
  (text, random) => {
    const place = at(text, random);
    return (
      text.slice(0, place) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(place + 1)
    );
  },
  // Some bytes taken out, or put in twice.
  (text, random) => {
    const place = at(text, random);
    return text.slice(0, place) + text.slice(place + Math.ceil(random() * 8));
  },
  (text, random) => {
    const place = at(text, random);
    return text.slice(0, place) + text.slice(Math.max(0, place - Math.ceil(random() * 40)));
  },
  // One more header line.
  (text, random) => {
    const lines = text.split('\r\n');
    lines.splice(1 + Math.floor(random() * 6), 0, pick(LINES, random));
    return lines.join('\r\n');
  },
  // One header line less, or in another case.
  (text, random) => {
    const lines = text.split('\r\n');
    lines.splice(1 + Math.floor(random() * 6), 1);
    return lines.join('\r\n');
  },
  (text, random) => {
    const lines = text.split('\r\n');
    const place = 1 + Math.floor(random() * 6);
    lines[place] =
      random() < 0.5 ? (lines[place] ?? '').toUpperCase() : (lines[place] ?? '').toLowerCase();
    return lines.join('\r\n');
  },
  // Another path or method.
  (text, random) =>
    text.replace(
      /^\S+ \S+/,
      pick(
        [
          'POST //',
          'GET /',
          'POST /?a=b',
          'POST /%2f',
          'PUT /',
          'POST /service/AWSStepFunctions/operation/DescribeExecution',
          'POST http://states.us-east-1.amazonaws.com/',
          'post /',
        ],
        random,
      ),
    ),
  // Another spelling of the target or of the scope.
  (text, random) =>
    text.replace(
      'AWSStepFunctions.',
      pick(
        [
          'AWSStepFunctions..',
          'awsstepfunctions.',
          'AWSStepFunctions_20161123.',
          ' AWSStepFunctions.',
          'x.',
          'DynamoDB_20120810.',
        ],
        random,
      ),
    ),
  (text, random) =>
    text.replace('/states/', pick(['/kms/', '/s3/', '/States/', '/states,/', '//states/'], random)),
  // A member twice.
  (text) => text.replace('{', '{"includedData":"METADATA_ONLY","includedData":"ALL_DATA",'),
];

/** A request's bytes, spoilt one to three times. */
export function mutated(text: string, random: () => number): string {
  let spoilt = text;
  for (let count = Math.ceil(random() * 3); count > 0; count -= 1) {
    spoilt = pick(mutations, random)(spoilt, random);
  }
  return spoilt;
}
