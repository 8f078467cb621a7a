import type { Command } from 'commander';
import { parsePairs } from './pairs.ts';
import { UsageError } from './usage-error.ts';

/** The options of a template besides its file. */
export interface TemplateInputs {
  readonly parameters: Readonly<Record<string, string>>;
  readonly parametersFile?: string;
  readonly samconfig?: string;
  readonly configEnv: string;
  /** Values of unknown values, by the name that the report shows for them. */
  readonly values: Readonly<Record<string, string>>;
  readonly valuesFile?: string;
  /** Names of resources that the report can ignore. */
  readonly exclude: readonly string[];
  /** A stack of the cloud assembly that `--app` names. */
  readonly stack?: string;
}

/** The options of templates, as commander returns them. */
export interface GivenTemplateOptions {
  readonly app?: string;
  readonly stack?: string;
  readonly parameter?: readonly string[];
  readonly parametersFile?: string;
  readonly samconfig?: string;
  readonly configEnv?: string;
  readonly value?: readonly string[];
  readonly valuesFile?: string;
  readonly exclude?: readonly string[];
}

/** Names of these options, all of which need a template. */
export const templateOptionNames = [
  ...(['stack', 'parameter', 'parametersFile', 'samconfig', 'configEnv'] as const),
  ...(['value', 'valuesFile', 'exclude'] as const),
] as const;

/** Adds the options of templates to a program. */
export function addTemplateOptions(program: Command): Command {
  return program
    .option('--app <folder>', 'cloud assembly of the CDK (cdk.out), instead of --template')
    .option('--stack <name>', 'stack of the cloud assembly (default: the only one)')
    .option('--parameter <name=value...>', 'parameter values of the template')
    .option('--parameters-file <file>', 'parameter values in the format of the AWS CLI')
    .option('--samconfig <file>', 'samconfig.toml, for its parameter_overrides')
    .option('--config-env <name>', 'environment of samconfig.toml (default: default)')
    .option('--value <name=value...>', 'values that the report shows as unknown: <name>')
    .option('--values-file <file>', 'the same, by name, in a JSON or YAML file')
    .option('--exclude <name...>', 'resources that the report can ignore');
}

/** Returns the options of a template. @throws UsageError for a malformed pair. */
export function templateInputs(given: GivenTemplateOptions): TemplateInputs {
  const { parametersFile, samconfig, configEnv, valuesFile, stack, app } = given;
  if (stack !== undefined && app === undefined) throw new UsageError('--stack needs --app');
  if (configEnv !== undefined && samconfig === undefined) {
    throw new UsageError('--config-env needs --samconfig');
  }
  return {
    parameters: parsePairs(given.parameter ?? [], '--parameter', 'NAME=VALUE'),
    values: parsePairs(given.value ?? [], '--value', 'NAME=VALUE'),
    exclude: given.exclude ?? [],
    configEnv: configEnv ?? 'default',
    ...(parametersFile === undefined ? {} : { parametersFile }),
    ...(samconfig === undefined ? {} : { samconfig }),
    ...(valuesFile === undefined ? {} : { valuesFile }),
    ...(stack === undefined ? {} : { stack }),
  };
}
