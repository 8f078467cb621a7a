import type { Document } from '../page/document.ts';
import { lineOf, nodesOf } from '../page/markdown.ts';
import type { Problem } from '../problem.ts';

// cspell:ignore loudformation loudtrail loudwatch ynamo ventbridge ithub
/** Names as AWS writes them, with common wrong forms. */
const NAMES = Object.entries({
  AWS: 'aws|Aws',
  'AWS KMS or KMS': 'kms|Kms',
  CloudFormation: '[Cc]loudformation|[Cc]loud Formation|cloudFormation',
  CloudTrail: '[Cc]loudtrail|Cloud Trail|cloudTrail',
  CloudWatch: '[Cc]loudwatch|Cloud Watch|cloudWatch',
  DynamoDB: '[Dd]ynamo|[Dd]ynamo ?[Dd]b|dynamoDB|Dynamo DB',
  EventBridge: '[Ee]ventbridge|Event Bridge',
  GitHub: '[Gg]ithub',
  IAM: 'iam|Iam',
  Lambda: 'lambdas?',
  'Node.js': 'NodeJS|Nodejs|Node JS|node js',
  'SAM CLI': 'sam cli|Sam CLI|SAM cli|SAM-CLI',
  'Step Functions':
    '[Ss]tep functions?|[Ss]tepFunctions?|step Functions?|Stepfunctions?|Step Function',
}).map(([right, wrong]) => ({ right, wrong: wholeWords(wrong) }));

/** Matches whole words that are not part of a path or a longer name. */
function wholeWords(words: string): RegExp {
  return new RegExp(`(?<![\\w/.-])(?:${words})(?![\\w/-]|\\.\\w)`);
}

/** Reports wrong forms of service names. Code is ignored. */
export function misspelledNames({ file, markdown }: Document): Problem[] {
  return [...nodesOf(markdown)].flatMap((node) =>
    node.type === 'text' ? problemsIn(node.value, file, lineOf(node)) : [],
  );
}

const problemsIn = (text: string, file: string, first: number): Problem[] =>
  text.split('\n').flatMap((line, index) =>
    NAMES.flatMap(({ right, wrong }) => {
      const [found] = wrong.exec(line) ?? [];
      if (found === undefined) return [];
      return [{ file, line: first + index, message: `Write ${right}, not "${found}".` }];
    }),
  );
