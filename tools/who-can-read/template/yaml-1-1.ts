/**
 * CloudFormation supports YAML 1.1, in which some plain texts mean something else than in YAML 1.2.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
import { type Document, isScalar, Scalar, visit } from 'yaml';
import { MUST } from './json-value.ts';
import { TemplateError } from './template-error.ts';

const digits = (text: string): string => text.replaceAll(/[_+-]|0b/g, '');
const signed = (text: string, value: number): number => (text.startsWith('-') ? -value : value);

/**
 * The meaning of plain texts, by the first pattern that matches. Other texts mean the same in both versions.
 * https://yaml.org/type/bool.html and https://yaml.org/type/int.html
 * A plain `y` or `n` stays a text, as in most parsers of YAML 1.1.
 */
const meanings: readonly (readonly [RegExp, (text: string) => boolean | number | string])[] = [
  [/^(?:yes|Yes|YES|on|On|ON)$/, () => true],
  [/^(?:no|No|NO|off|Off|OFF)$/, () => false],
  [/^[-+]?0[0-7_]+$/, (text) => signed(text, Number.parseInt(digits(text), 8))],
  [/^[-+]?0b[01_]+$/, (text) => signed(text, Number.parseInt(digits(text), 2))],
  [/^[-+]?[1-9]\d*_[\d_]*$/, (text) => signed(text, Number(digits(text)))],
  [/^[-+]?[1-9][\d_]*(?::[0-5]?\d)+$/, (text) => signed(text, sexagesimal(digits(text)))],
  // Digits that begin with 0 and are not octal, and the octal numbers of YAML 1.2, are texts.
  [/^[-+]?0\d+$|^0o[0-7]+$/, (text) => text],
];

function sexagesimal(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/**
 * Gives the plain scalars of a document the values that they have in YAML 1.1.
 * @throws TemplateError for a name that is not a text.
 */
export function applyYaml11(document: Document): void {
  visit(document, {
    Scalar: (_, node) => {
      const { type, source, tag } = node;
      if (type !== Scalar.PLAIN || source === undefined || tag !== undefined) return;
      // Most texts are none of them, and this is quicker than all patterns.
      if (!/^[-+0-9yYnNoO]/.test(source)) return;
      const meaning = meanings.find(([pattern]) => pattern.test(source));
      if (meaning) node.value = meaning[1](source);
    },
    Pair: (_, { key }) => {
      // The parser would convert a list or an object to text.
      const plain = isScalar(key) && (typeof key.value !== 'object' || key.value === null);
      if (!plain)
        throw new TemplateError('template', 'a name must be a text', { advice: MUST.text });
    },
  });
}
