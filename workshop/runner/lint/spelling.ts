import type { Document } from '../page/document.ts';
import { lineOf, nodesOf } from '../page/markdown.ts';
import type { Problem } from '../problem.ts';

/** Names as AWS writes them, and how they are often written. */
const NAMES: readonly (readonly [right: string, wrong: RegExp])[] = [
  ['AWS', /\b(?:aws|Aws)\b/],
  ['AWS KMS or KMS', /\b(?:kms|Kms)\b/],
  ['CloudFormation', /\b(?:[Cc]loudformation|[Cc]loud Formation|cloudFormation)\b/],
  ['CloudTrail', /\b(?:[Cc]loudtrail|Cloud Trail|cloudTrail)\b/],
  ['CloudWatch', /\b(?:[Cc]loudwatch|Cloud Watch|cloudWatch)\b/],
  ['DynamoDB', /\b(?:[Dd]ynamo(?: ?[Dd]b| DB)?|dynamoDB)\b(?<!DynamoDB)/],
  ['EventBridge', /\b(?:[Ee]ventbridge|Event Bridge)\b/],
  ['GitHub', /\b(?:[Gg]ithub)\b/],
  ['IAM', /\b(?:iam|Iam)\b/],
  ['Lambda', /\blambdas?\b/],
  ['Node.js', /\b(?:NodeJS|Nodejs|node\.js|Node JS)\b/],
  ['Organizations', /\bAWS Organisations\b/],
  ['SAM CLI', /\b(?:sam cli|Sam CLI|SAM cli|SAM-CLI)\b/],
  ['Step Functions', /\b(?:[Ss]tep functions?|StepFunctions?|step Functions?|Stepfunctions?)\b/],
];

/** Names of services that are not written as AWS writes them. Code is left alone. */
export function misspelledNames({ file, markdown }: Document): Problem[] {
  return [...nodesOf(markdown)].flatMap((node) =>
    node.type === 'text' ? problemsIn(node.value, file, lineOf(node)) : [],
  );
}

const problemsIn = (text: string, file: string, first: number): Problem[] =>
  text.split('\n').flatMap((line, index) =>
    NAMES.flatMap(([right, wrong]) => {
      const [found] = wrong.exec(line) ?? [];
      if (found === undefined) return [];
      return [{ file, line: first + index, message: `Write ${right}, not "${found}".` }];
    }),
  );
