import { type CollectionTag, Pair, Scalar, type ScalarTag, YAMLMap, type YAMLSeq } from 'yaml';

/** Intrinsic functions whose long form begins with `Fn::`. */
const functions = [
  ...['And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals'],
  ...['FindInMap', 'GetAZs', 'GetAtt', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or'],
  ...['RefAll', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll'],
];

/**
 * YAML tags of intrinsic functions, read as their long form: `!Sub x` is `{ "Fn::Sub": x }`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export const intrinsicTags: readonly (ScalarTag | CollectionTag)[] = [
  ...tagFor('Ref', 'Ref'),
  ...tagFor('Condition', 'Condition'),
  ...functions.flatMap((name) => tagFor(name, `Fn::${name}`)),
];

function tagFor(short: string, long: string): readonly (ScalarTag | CollectionTag)[] {
  const tag = `!${short}`;
  const wrap = (value: unknown) => {
    const map = new YAMLMap();
    map.items.push(new Pair(new Scalar(long), value));
    return map;
  };
  const list = (value: YAMLMap | YAMLSeq) => wrap(value);
  return [
    { tag, resolve: (text: string) => ({ [long]: short === 'GetAtt' ? atFirstDot(text) : text }) },
    { tag, collection: 'seq', resolve: list },
    { tag, collection: 'map', resolve: list },
  ];
}

/** `!GetAtt Role.Arn` is `{ "Fn::GetAtt": ["Role", "Arn"] }`. */
function atFirstDot(text: string): readonly string[] | string {
  const dot = text.indexOf('.');
  return dot === -1 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}
