import { Command, CommanderError } from 'commander';
import { parseArn } from '../arn.ts';
import type { Organization } from '../principal/caller.ts';
import { parseOrganization } from './organization-option.ts';
import { parsePairs } from './pairs.ts';
import { choosePartition, requireRegion } from './partition-option.ts';
import { HelpShown, UsageError } from './usage-error.ts';

/** What the command was asked, checked. */
export interface Options {
  readonly source:
    | {
        readonly kind: 'template';
        readonly file: string;
        readonly parameters: Readonly<Record<string, string>>;
        /** Files with policies of keys that the template does not make, by key ARN. */
        readonly keyPolicies: Readonly<Record<string, string>>;
        readonly account: string;
        readonly region: string;
        readonly partition: string;
        readonly stackName: string;
      }
    | {
        readonly kind: 'stack';
        readonly stackName: string;
        readonly region?: string;
        readonly profile?: string;
        readonly endpoint?: string;
        /** ARNs of activities that the workflow uses and that are not in the stack. */
        readonly activities?: readonly string[];
      };
  readonly stateMachine?: string;
  /** Where the workflow's account stands in AWS Organizations. */
  readonly organization?: Organization;
  readonly json: boolean;
  readonly expectFile?: string;
  readonly expectReaders?: readonly string[];
  readonly explain?: { readonly principal: string; readonly action?: string };
}

/** As commander hands them over. */
interface Given {
  readonly template?: string;
  readonly parameter?: readonly string[];
  readonly keyPolicy?: readonly string[];
  readonly account?: string;
  readonly partition?: string;
  readonly stackName?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly stateMachine?: string;
  readonly activity?: readonly string[];
  readonly organization?: string;
  readonly json?: boolean;
  readonly expect?: string;
  readonly expectReader?: readonly string[];
  readonly explain?: readonly string[];
}

const EXAMPLES = `
Examples:
  npm run who-can-read -- --template template.yaml
  npm run who-can-read -- --stack-name stock-trading --region us-east-1
  npm run who-can-read -- --template template.yaml --explain "an administrator" kms:Decrypt

Exit code: 0 done, and as expected; 1 not as expected; 2 could not be decided, or used wrongly.`;

/**
 * Reads the command's arguments.
 * @param write takes the help, when that is asked for.
 * @throws UsageError for arguments that make no sense; HelpShown after the help.
 */
export function parseOptions(args: readonly string[], write: (text: string) => void): Options {
  const program = new Command('who-can-read')
    .description(
      'Who can read a workflow of Step Functions that lies under a key of its own, and why.',
    )
    .option('--template <file>', 'work it out from a SAM template, offline')
    .option('--parameter <name=value...>', 'parameter values of the template')
    .option('--key-policy <arn=file...>', 'policy (JSON) of a key that the template does not make')
    .option('--account <id>', 'account the template is for (123456789012)')
    .option('--partition <name>', "partition the template is for (the region's)")
    .option('--stack-name <name>', 'the deployed stack; with --template, the name it is to have')
    .option('--state-machine <logical id>', 'which one, where there are several')
    .option('--activity <arn...>', 'activities of the workflow that are not in its stack')
    .option(
      '--organization <path>',
      "the account's place in AWS Organizations: o-.../r-.../ou-.../",
    )
    .option('--region <name>', 'of the stack; AWS_REGION or that of the profile unless told')
    .option('--profile <name>', 'in whose name AWS is asked; AWS_PROFILE unless told')
    .option('--endpoint-url <url>', 'where AWS is; AWS_ENDPOINT_URL unless told')
    .option('--json', 'answer for programs (access/report/schema.json)')
    .option('--expect <file>', 'compare with who may read (docs/who-can-read.md)')
    .option('--expect-reader <principal...>', 'these may read data of executions, and nobody else')
    .option('--explain <principal...>', 'PRINCIPAL [ACTION]: the whole reasoning for one')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: write, writeErr: () => {} });
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpShown('help');
    throw new UsageError(error.message.replace(/^error: /, ''));
  }
  return optionsOf(program.opts<Given>());
}

function optionsOf(given: Given): Options {
  const { stateMachine, organization, json, expect, expectReader, explain } = given;
  const [principal, action, ...more] = explain ?? [];
  if (more.length > 0) throw new UsageError('--explain takes a principal and at most one action');
  if (explain && (json || expect !== undefined || expectReader)) {
    throw new UsageError('--explain is for people: no --json, --expect or --expect-reader with it');
  }
  return {
    source: sourceOf(given),
    json: json ?? false,
    ...(stateMachine === undefined ? {} : { stateMachine }),
    ...(organization === undefined ? {} : { organization: parseOrganization(organization) }),
    ...(expect === undefined ? {} : { expectFile: expect }),
    ...(expectReader === undefined ? {} : { expectReaders: expectReader }),
    ...(principal === undefined
      ? {}
      : { explain: { principal, ...(action === undefined ? {} : { action }) } }),
  };
}

/** The option as a person writes it: `--key-policy` for the property `keyPolicy`. */
function optionName(property: keyof Given): string {
  return `--${property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function sourceOf(given: Given): Options['source'] {
  const { template, stackName, region, profile, endpointUrl: endpoint, activity } = given;
  if (template !== undefined) return templateSource(template, given);
  const forTemplates = ['parameter', 'keyPolicy', 'account', 'partition'] as const;
  const wrong = forTemplates.find((name) => given[name] !== undefined);
  if (wrong !== undefined) throw new UsageError(`${optionName(wrong)} needs --template`);
  if (stackName === undefined) throw new UsageError('give --template FILE or --stack-name NAME');
  return {
    ...{ kind: 'stack', stackName },
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(activity === undefined ? {} : { activities: activity.map(activityArn) }),
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
function activityArn(text: string): string {
  const { service, resource } = parseArn(text);
  if (service === 'states' && /^activity:[^:]+$/.test(resource)) return text;
  throw new UsageError(`--activity takes the ARN of an activity, not ${text}`);
}

function templateSource(file: string, given: Given): Options['source'] {
  const { account = '123456789012', region = 'us-east-1', stackName = 'stock-trading' } = given;
  if (given.activity) throw new UsageError('--activity goes with --stack-name: a template tells');
  if (!/^\d{12}$/.test(account)) throw new UsageError('--account takes twelve digits');
  for (const name of ['profile', 'endpointUrl'] as const) {
    if (given[name] === undefined) continue;
    throw new UsageError(
      `${optionName(name)} cannot be used with --template, which reads no account`,
    );
  }
  return {
    ...{ kind: 'template', file, account, region, stackName },
    partition: choosePartition(requireRegion(region), given.partition),
    parameters: parsePairs(given.parameter ?? [], '--parameter', 'NAME=VALUE'),
    keyPolicies: parsePairs(given.keyPolicy ?? [], '--key-policy', 'ARN=FILE'),
  };
}
