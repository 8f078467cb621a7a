import type { DeployedStack, StackFacts } from '../account/index.ts';
import { parseTemplate, type ResolvedResource, resolveParsed } from '../template/index.ts';
import { isObject, type Json, type JsonObject } from '../template/json-value.ts';

/** The values of Ref and GetAtt Arn for a resource of a deployed stack. */
interface Deployed {
  readonly ref: string;
  readonly arn?: string;
}

/** Returns the stack that created the state machine, and its logical id there; undefined: none. */
export function stackOf({ stacks, stateMachine }: Pick<StackFacts, 'stacks' | 'stateMachine'>) {
  for (const stack of stacks) {
    const made = stack.resources.find(({ physicalId }) => physicalId === stateMachine.arn);
    if (made) return { stack, logicalId: made.logicalId.slice(stack.prefix.length) };
  }
  return undefined;
}

/**
 * Resolves properties of the state machine in the template of its stack, with the physical ids of
 * other resources. Other parts of the template do not affect them.
 * @returns undefined if no stack created the state machine, if the template cannot be read, or if it has
 * none of the properties.
 * @throws TemplateError for a template that is not valid.
 */
export function deployedProperties(
  facts: Pick<StackFacts, 'stacks' | 'stateMachine' | 'owner' | 'region'>,
  ...names: readonly string[]
): ResolvedResource | undefined {
  const made = stackOf(facts);
  if (made?.stack.template === undefined) return undefined;
  const { stack, logicalId } = made;
  const template = parseTemplate(made.stack.template);
  const resources = objectIn(template, 'Resources');
  const properties = objectIn(resources, logicalId, 'Properties');
  const chosen = Object.entries(properties).filter(([name]) => names.includes(name));
  if (chosen.length === 0) return undefined;
  const known = deployedResources(stack, facts);
  const Properties = withPhysicalIds(Object.fromEntries(chosen), known);
  const { Rules: _, Parameters: declared, ...rest } = template;
  const reduced = {
    ...rest,
    Parameters: deployedParameters(declared, stack.parameters),
    Resources: {
      ...resources,
      [logicalId]: { Type: 'AWS::StepFunctions::StateMachine', Properties },
    },
  };
  const location = { ...facts.owner, region: facts.region, stackName: stack.name };
  return resolveParsed(reduced, location, stack.parameters).resource(logicalId);
}

/**
 * Returns the parameters of a deployed stack: their values are checked and resolved by CloudFormation.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html
 */
function deployedParameters(
  declared: Json | undefined,
  given: Readonly<Record<string, string>>,
): JsonObject {
  const all = isObject(declared) ? declared : {};
  const types = Object.keys(all).map((name) => {
    const { Type, Default } = objectIn(all, name);
    const isList = /List</.test(String(Type)) || Type === 'CommaDelimitedList';
    const simple = { Type: isList ? 'CommaDelimitedList' : 'String' };
    const isGiven = Object.hasOwn(given, name) || Default === undefined;
    return [name, isGiven ? simple : { ...simple, Default }] as const;
  });
  return Object.fromEntries(types);
}

function objectIn(json: JsonObject, ...names: readonly string[]): JsonObject {
  let at: Json = json;
  for (const name of names) at = isObject(at) ? (at[name] ?? {}) : {};
  return isObject(at) ? at : {};
}

function deployedResources(
  { prefix, resources }: DeployedStack,
  { owner: { partition, account }, region }: Pick<StackFacts, 'owner' | 'region'>,
): ReadonlyMap<string, Deployed> {
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const arns: Readonly<Record<string, (id: string) => string>> = {
    'AWS::DynamoDB::GlobalTable': (id) => arn('dynamodb', `table/${id}`),
    'AWS::DynamoDB::Table': (id) => arn('dynamodb', `table/${id}`),
    'AWS::Lambda::Function': (id) => arn('lambda', `function:${id}`),
    'AWS::Logs::LogGroup': (id) => `${arn('logs', `log-group:${id}`)}:*`,
    'AWS::S3::Bucket': (id) => `arn:${partition}:s3:::${id}`,
    'AWS::StepFunctions::Activity': (id) => id,
    'AWS::StepFunctions::StateMachine': (id) => id,
  };
  return new Map(
    resources.map(({ logicalId, type, physicalId }) => {
      const of = Object.hasOwn(arns, type) ? arns[type] : undefined;
      const found = { ref: physicalId, ...(of ? { arn: of(physicalId) } : {}) };
      return [logicalId.slice(prefix.length), found] as const;
    }),
  );
}

function withPhysicalIds(json: Json, known: ReadonlyMap<string, Deployed>): Json {
  if (Array.isArray(json)) return json.map((one: Json) => withPhysicalIds(one, known));
  if (!isObject(json)) return json;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = json;
  if (typeof ref === 'string') return known.get(ref)?.ref ?? json;
  if (attribute !== undefined) {
    const [id, name] = Array.isArray(attribute) ? attribute : String(attribute).split('.');
    return name === 'Arn' ? (known.get(String(id))?.arn ?? json) : json;
  }
  if (typeof text === 'string') return { 'Fn::Sub': filled(text, known) };
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, withPhysicalIds(value, known)]),
  );
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
function filled(text: string, known: ReadonlyMap<string, Deployed>): string {
  return text.replace(/\$\{([A-Za-z0-9]+)(\.Arn)?\}/g, (whole, id: string, arn?: string) => {
    const found = known.get(id);
    return (arn === undefined ? found?.ref : found?.arn) ?? whole;
  });
}
