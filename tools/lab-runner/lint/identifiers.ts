import type { Document } from '../page/document.ts';
import type { Problem } from '../problem.ts';

/** A part of an identifier that the reader or the shell replaces. */
const OPEN = /[$<*]/;
/** A pattern, or an ARN that is shortened on purpose. */
const isPattern = (id: string): boolean => id.includes('...');

/**
 * Reports sample ids that cannot exist.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function malformedIdentifiers({ file, text }: Document): Problem[] {
  return text.split('\n').flatMap((content, index) =>
    [...arns(content), ...accounts(content), ...keys(content)].map((message) => ({
      file,
      line: index + 1,
      message,
    })),
  );
}

const ARN_PARTS: readonly (readonly [name: string, form: RegExp])[] = [
  ['partition', /^aws(-[a-z]+)*$/],
  ['service', /^[a-z0-9-]+$/],
  ['region', /^([a-z]{2}(-[a-z]+)+-\d)?$/],
  ['account', /^(\d{12}|aws)?$/],
  ['resource', /./],
];

function arns(line: string): string[] {
  return [...line.matchAll(/(?<![\w-])arn:(?:\$\{\w+\}|[^\s"'`,)\]}|])*/g)].flatMap(([arn]) => {
    const [, ...parts] = arn.split(':');
    const wrong = ARN_PARTS.find(([, form], i) => {
      const part = i === ARN_PARTS.length - 1 ? parts.slice(i).join(':') : (parts[i] ?? '');
      return !form.test(part) && !OPEN.test(part);
    });
    return wrong === undefined || isPattern(arn)
      ? []
      : [`The ARN does not have a valid ${wrong[0]}: ${arn}`];
  });
}

const accounts = (line: string): string[] =>
  [...line.matchAll(/(?<![\w.-])\d{10,14}(?![\w-]|\.\d)/g)]
    .filter(([digits]) => digits.length !== 12)
    .map(([digits]) => `An account id has twelve digits, not ${digits.length}: ${digits}`);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const keys = (line: string): string[] =>
  [...line.matchAll(/\bkey\/([^\s"'`,)\]}|]+)/g)]
    .filter(([, id = '']) => !UUID.test(id) && !OPEN.test(id) && !isPattern(id))
    .map(([, id]) => `The id of a key is a UUID: ${id}`);
