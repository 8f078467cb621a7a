import { Command, CommanderError } from 'commander';
import { parseArn } from '../arn.ts';
import type { Organization } from '../principal/caller.ts';
import { parseOrganization } from './organization-option.ts';
import { parsePairs } from './pairs.ts';
import { choosePartition, requireRegion } from './partition-option.ts';
import {
  addTemplateOptions,
  type GivenTemplateOptions,
  type TemplateInputs,
  templateInputs,
  templateOptionNames,
} from './template-options.ts';
import { HelpShown, UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** The checked arguments of the command. */
export interface Options {
  readonly source:
    | (TemplateInputs & {
        readonly kind: 'template';
        /** The template, or the cloud assembly of the CDK. */
        readonly file: string;
        readonly isAssembly?: boolean;
        /** Files with policies of keys that the template does not create, by key ARN. */
        readonly keyPolicies: Readonly<Record<string, string>>;
        readonly account: string;
        readonly region: string;
        readonly partition: string;
        readonly stackName: string;
        /** The given ones of the three; an assembly has its own. */
        readonly givenLocation?: Partial<Record<'account' | 'region' | 'stackName', string>>;
      })
    | {
        readonly kind: 'stack';
        /** Left out: the state machines are named by their ARNs. */
        readonly stackName?: string;
        readonly stateMachineArns?: readonly string[];
        readonly region?: string;
        readonly profile?: string;
        readonly endpoint?: string;
        /** ARNs of activities that the workflow uses and that are not in the stack. */
        readonly activities?: readonly string[];
      };
  readonly stateMachine?: string;
  /** The organization of the workflow's account. */
  readonly organization?: Organization;
  readonly format: Format;
  /** Whether the report shows all reasons for each principal. */
  readonly verbose: boolean;
  readonly expectFile?: string;
  readonly expectReaders?: readonly string[];
  readonly explain?: { readonly principal: string; readonly action?: string };
}

export const formats = ['text', 'json', 'markdown', 'sarif'] as const;

/** The output format. */
export type Format = (typeof formats)[number];

/** The options as commander returns them. */
interface Given extends GivenTemplateOptions {
  readonly template?: string;
  readonly keyPolicy?: readonly string[];
  readonly account?: string;
  readonly partition?: string;
  readonly stackName?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly stateMachine?: string;
  readonly stateMachineArn?: readonly string[];
  readonly activity?: readonly string[];
  readonly organization?: string;
  readonly json?: boolean;
  readonly format?: string;
  readonly verbose?: boolean;
  readonly expect?: string;
  readonly expectReader?: readonly string[];
  readonly explain?: readonly string[];
}

const EXAMPLES = `
Examples:
  who-can-read --template template.yaml
  who-can-read --stack-name stock-trading --region us-east-1
  who-can-read --state-machine-arn arn:aws:states:us-east-1:123456789012:stateMachine:orders
  who-can-read --template template.yaml --explain "an administrator" kms:Decrypt

Exit code:
  0  the expected principals can read, and no others; without an expectation, the answer was written
  1  a principal can read that should not, or cannot read that should
  2  an answer that the expectation asks for is unknown, the input is not valid, or the command was used wrongly`;

/**
 * Reads the command's arguments.
 * @param write receives the help if it is requested.
 * @throws UsageError for arguments that are not valid; HelpShown after the help.
 */
export function parseOptions(args: readonly string[], write: (text: string) => void): Options {
  const program = addTemplateOptions(new Command('who-can-read'))
    .description(
      'Computes who can read a Step Functions workflow that is encrypted with a KMS key, and why.',
    )
    .version(VERSION, '--version', 'the version of this tool')
    .option('--template <file>', 'CloudFormation or SAM template; no AWS account is needed')
    .option(
      '--key-policy <arn=file...>',
      'policy (JSON) of a key that the template does not create',
    )
    .option('--account <id>', 'account of the template (default: 123456789012)')
    .option('--partition <name>', "partition of the template (default: the Region's)")
    .option('--stack-name <name>', 'deployed stack; with --template, the name of the future stack')
    .option('--state-machine <logical id>', 'one state machine of several (default: all)')
    .option('--state-machine-arn <arn...>', 'deployed state machines, also without a stack')
    .option('--activity <arn...>', 'activities of the workflow that are not in its stack')
    .option(
      '--organization <path>',
      "the account's place in AWS Organizations: o-.../r-.../ou-.../",
    )
    .option('--region <name>', 'AWS Region (default: AWS_REGION, or that of the profile)')
    .option('--profile <name>', 'AWS profile (default: AWS_PROFILE)')
    .option('--endpoint-url <url>', 'endpoint of AWS (default: AWS_ENDPOINT_URL)')
    .option('--format <name>', `output format: ${formats.join(', ')} (default: text)`)
    .option('--json', 'the same as --format json')
    .option('--verbose', 'all reasons for each principal')
    .option('--expect <file>', 'file with expectations to compare the report with')
    .option('--expect-reader <principal...>', 'all principals that can read execution data')
    .option('--explain <principal...>', 'PRINCIPAL [ACTION]: all reasons for one principal')
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
  const { stateMachine, organization, expect, expectReader, explain } = given;
  const format = formatOf(given);
  const [principal, action, ...more] = explain ?? [];
  if (more.length > 0) throw new UsageError('--explain takes a principal and at most one action');
  if (explain && (format !== 'text' || expect !== undefined || expectReader)) {
    throw new UsageError(
      '--explain writes text: omit --format, --json, --expect and --expect-reader',
    );
  }
  return {
    source: sourceOf(given),
    format,
    verbose: given.verbose ?? false,
    ...(stateMachine === undefined ? {} : { stateMachine }),
    ...(organization === undefined ? {} : { organization: parseOrganization(organization) }),
    ...(expect === undefined ? {} : { expectFile: expect }),
    ...(expectReader === undefined ? {} : { expectReaders: expectReader }),
    ...(principal === undefined
      ? {}
      : { explain: { principal, ...(action === undefined ? {} : { action }) } }),
  };
}

function formatOf({ format, json }: Pick<Given, 'format' | 'json'>): Format {
  const known = formats.find((one) => one === (format ?? (json ? 'json' : 'text')));
  if (!known) throw new UsageError(`--format takes ${formats.join(', ')}, not ${format}`);
  if (json && known !== 'json')
    throw new UsageError(`--json and --format ${known}: give one of them`);
  return known;
}

/**
 * Returns the format and the template from the arguments, even if other arguments are not valid, because
 * an error has the same format as a report.
 */
export function formatForErrors(args: readonly string[]): {
  readonly format: Format;
  readonly template?: string;
} {
  const given = (name: string): string | undefined => {
    const at = args.findIndex((one) => one === name || one.startsWith(`${name}=`));
    if (at < 0) return undefined;
    const [, inline] = (args[at] ?? '').split(/=(.*)/s);
    return inline ?? args[at + 1];
  };
  const wanted = args.includes('--json') ? 'json' : given('--format');
  const template = given('--template');
  return {
    format: formats.find((one) => one === wanted) ?? 'text',
    ...(template === undefined ? {} : { template }),
  };
}

/** Returns the option as the user writes it: `--key-policy` for the property `keyPolicy`. */
function optionName(property: keyof Given): string {
  return `--${property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function sourceOf(given: Given): Options['source'] {
  const { template, stackName, profile, endpointUrl: endpoint, activity } = given;
  if (template !== undefined && given.app !== undefined) {
    throw new UsageError('--app is a cloud assembly: omit --template');
  }
  const file = template ?? given.app;
  if (file !== undefined) return templateSource(file, given);
  const forTemplates = [...templateOptionNames, 'keyPolicy', 'account', 'partition'] as const;
  const wrong = forTemplates.find((name) => given[name] !== undefined);
  if (wrong !== undefined) throw new UsageError(`${optionName(wrong)} needs --template`);
  const { stateMachine, stateMachineArn: arns } = given;
  if (arns && (stackName !== undefined || stateMachine !== undefined)) {
    const other = stackName === undefined ? '--state-machine' : '--stack-name';
    throw new UsageError(`--state-machine-arn names the state machines: omit ${other}`);
  }
  if (stackName === undefined && !arns) {
    throw new UsageError(
      'give --template FILE, --app FOLDER, --stack-name NAME or --state-machine-arn ARN',
    );
  }
  const region = deployedRegion(given.region, [...(arns ?? []), stackName ?? '']);
  return {
    kind: 'stack',
    ...(stackName === undefined ? {} : { stackName }),
    ...(arns === undefined ? {} : { stateMachineArns: arns.map(stateMachineArn) }),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(activity === undefined ? {} : { activities: activity.map(activityArn) }),
  };
}

/** Returns the Region from the option or from an ARN. They must be the same. */
function deployedRegion(given: string | undefined, names: readonly string[]): string | undefined {
  const wanted = given === undefined ? undefined : requireRegion(given);
  const arns = names.filter((name) => name.startsWith('arn:'));
  const [region = wanted] = arns.map((arn) => parseArn(arn).region);
  const other = arns.find((arn) => parseArn(arn).region !== (wanted ?? region));
  if (other === undefined) return region;
  const { region: its } = parseArn(other);
  throw new UsageError(
    wanted === undefined
      ? `the ARNs are from ${region} and ${its}: give ARNs of one Region`
      : `${other} is in Region ${its}, and --region says ${wanted}: omit --region`,
  );
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html */
function stateMachineArn(text: string): string {
  const { service, resource } = parseArn(text);
  if (service === 'states' && /^stateMachine:[^:]+$/.test(resource)) return text;
  if (service !== 'states' || !/^stateMachine:/.test(resource)) {
    throw new UsageError(`--state-machine-arn takes the ARN of a state machine, not ${text}`);
  }
  const plain = text.slice(0, text.lastIndexOf(':'));
  throw new UsageError(`${text} names a version or an alias: give ${plain}`);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
function activityArn(text: string): string {
  const { service, resource } = parseArn(text);
  if (service === 'states' && /^activity:[^:]+$/.test(resource)) return text;
  throw new UsageError(`--activity takes the ARN of an activity, not ${text}`);
}

function locationIn({ account, region, stackName }: Given) {
  return {
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(stackName === undefined ? {} : { stackName }),
  };
}

function templateSource(file: string, given: Given): Options['source'] {
  const { account = '123456789012', region = 'us-east-1', stackName = 'stock-trading' } = given;
  if (given.activity)
    throw new UsageError('--activity needs --stack-name: a template has its activities');
  if (given.stateMachineArn) {
    throw new UsageError('--state-machine-arn names a deployed state machine: omit --template');
  }
  if (!/^\d{12}$/.test(account)) throw new UsageError('--account must have twelve digits');
  for (const name of ['profile', 'endpointUrl'] as const) {
    if (given[name] === undefined) continue;
    throw new UsageError(
      `${optionName(name)} cannot be used with --template, which reads no account`,
    );
  }
  return {
    ...{ kind: 'template', file, account, region, stackName },
    partition: choosePartition(requireRegion(region), given.partition),
    ...templateInputs(given),
    ...(given.app === undefined ? {} : { isAssembly: true, givenLocation: locationIn(given) }),
    keyPolicies: parsePairs(given.keyPolicy ?? [], '--key-policy', 'ARN=FILE'),
  };
}
