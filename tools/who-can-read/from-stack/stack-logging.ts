import type { DeployedStack, LoggingFacts, StackFacts } from '../account/index.ts';
import type { Unread } from '../account/partial-knowledge.ts';
import { AccessError } from '../errors.ts';
import { parseTemplate, requireKnown, resolveParsed } from '../template/index.ts';
import { isObject, type Json, type JsonObject } from '../template/json-value.ts';

/** How a workflow logs, and what to say about where that is known from. */
export interface Logging extends LoggingFacts {
  readonly notes: readonly string[];
  /** The template configures logging in a way that cannot be resolved. */
  readonly unread: readonly Unread[];
}

/**
 * Returns the state machine's logging. Where the endpoint shows none although the stack's template
 * configures it, the template counts, so that no log with data is missed. Where the template's
 * configuration cannot be resolved, it is an unread part: nobody can say that there are no logs.
 */
export function loggingOf(facts: StackFacts): Logging {
  const { machine } = facts;
  const shown = { ...machine.logging, notes: [], unread: [] };
  if (machine.logging.level !== 'OFF' || machine.logging.logGroupArns.length > 0) return shown;
  const made = stackOf(facts);
  if (made?.stack.template === undefined) return shown;
  try {
    const declared = declaredLogging(facts, made.stack, made.stack.template, made.logicalId);
    if (!declared || declared.level === 'OFF') return shown;
    const note = `Step Functions shows no logging of ${machine.name}, and the stack's template asks for it: the template counts.`;
    return { ...declared, notes: [note], unread: [] };
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    const what = `logging of ${machine.name} in the template of stack ${made.stack.name}`;
    return { ...shown, unread: [{ what, why: error.message, code: error.name }] };
  }
}

/** The stack that made the state machine, and the logical id there. */
function stackOf({ stacks, machine }: StackFacts) {
  for (const stack of stacks) {
    const made = stack.resources.find(({ physicalId }) => physicalId === machine.arn);
    if (made) return { stack, logicalId: made.logicalId.slice(stack.prefix.length) };
  }
  return undefined;
}

/** Resolves the logging configuration alone: nothing else in the template has a say in it. */
function declaredLogging(
  { owner, region }: StackFacts,
  stack: DeployedStack,
  text: string,
  logicalId: string,
): LoggingFacts | undefined {
  const template = parseTemplate(text);
  const declared = objectIn(template, 'Resources', logicalId);
  const { LoggingConfiguration: configuration } = objectIn(declared, 'Properties');
  if (configuration === undefined) return undefined;
  const known = withPhysicalIds(configuration, deployedRefs(stack, owner, region));
  const Properties = { LoggingConfiguration: known };
  const resource = { Type: 'AWS::StepFunctions::StateMachine', Properties };
  const { Rules: _, Parameters: declaredParameters, ...rest } = template;
  const reduced = {
    ...rest,
    Parameters: deployedParameters(declaredParameters, stack.parameters),
    Resources: { ...objectIn(template, 'Resources'), [logicalId]: resource },
  };
  const location = { ...owner, region, stackName: stack.name };
  const resolved = resolveParsed(reduced, location, stack.parameters).resource(logicalId);
  return loggingFacts(
    requireKnown(resolved.properties['LoggingConfiguration'], 'LoggingConfiguration'),
  );
}

/**
 * Parameters as a deployed stack has them: with a value, which CloudFormation has checked and resolved.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html
 */
function deployedParameters(
  declared: Json | undefined,
  given: Readonly<Record<string, string>>,
): JsonObject {
  const all = isObject(declared) ? declared : {};
  const names = Object.keys(all).filter(
    (name) => Object.hasOwn(given, name) || objectIn(all, name)['Default'] !== undefined,
  );
  const types = names.map((name) => {
    const { Type, Default } = objectIn(all, name);
    const isList = /List</.test(String(Type)) || Type === 'CommaDelimitedList';
    const simple = { Type: isList ? 'CommaDelimitedList' : 'String' };
    return [name, Default === undefined ? simple : { ...simple, Default }] as const;
  });
  return Object.fromEntries(types);
}

function objectIn(json: JsonObject, ...names: readonly string[]): JsonObject {
  let at: Json = json;
  for (const name of names) at = isObject(at) ? (at[name] ?? {}) : {};
  return isObject(at) ? at : {};
}

/** What Ref and GetAtt Arn return for the log groups of a deployed stack. */
function deployedRefs(
  { prefix, resources }: DeployedStack,
  { partition, account }: StackFacts['owner'],
  region: string,
): ReadonlyMap<string, { readonly ref: string; readonly arn: string }> {
  const start = `arn:${partition}:logs:${region}:${account}:log-group`;
  return new Map(
    resources
      .filter(({ type }) => type === 'AWS::Logs::LogGroup')
      .map(({ logicalId, physicalId }) => [
        logicalId.slice(prefix.length),
        { ref: physicalId, arn: `${start}:${physicalId}:*` },
      ]),
  );
}

function withPhysicalIds(
  json: Json,
  known: ReadonlyMap<string, { readonly ref: string; readonly arn: string }>,
): Json {
  if (Array.isArray(json)) return json.map((one: Json) => withPhysicalIds(one, known));
  if (!isObject(json)) return json;
  const { Ref: ref, 'Fn::GetAtt': attribute } = json;
  const [id, name] = Array.isArray(attribute) ? attribute : String(attribute ?? '').split('.');
  if (typeof ref === 'string' && known.has(ref)) return known.get(ref)?.ref ?? json;
  if (name === 'Arn' && known.has(String(id))) return known.get(String(id))?.arn ?? json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, withPhysicalIds(value, known)]),
  );
}

function loggingFacts(json: Json | undefined): LoggingFacts | undefined {
  if (!isObject(json)) return undefined;
  const { Level: level, IncludeExecutionData: data, Destinations: destinations } = json;
  const list: readonly Json[] = Array.isArray(destinations) ? destinations : [];
  return {
    level: typeof level === 'string' ? level : 'OFF',
    includeExecutionData: String(data) === 'true',
    logGroupArns: list.flatMap((one) => {
      const group = isObject(one) ? one['CloudWatchLogsLogGroup'] : undefined;
      const arn = isObject(group) ? group['LogGroupArn'] : undefined;
      return typeof arn === 'string' ? [arn.replace(/:\*$/, '')] : [];
    }),
  };
}
