import type { DeclaredStateMachine } from '../emulator-state/declared-state-machine.ts';
import type { Scope } from '../emulator-state/emulator-state.ts';
import {
  type EncryptionRecord,
  keysOf,
  type RecordedKey,
  withoutRepeats,
} from '../emulator-state/encryption-records.ts';
import { IncompleteStateError } from '../errors.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { hasOpenUpdate, isOther, type Newest, newest, stackNote } from './newest-encryption.ts';
import { isNotFound } from './not-found.ts';

/** The facts that the keys of one state machine follow from. */
type Facts = {
  readonly scope: Scope;
  readonly plain: string;
  readonly record: EncryptionRecord | undefined;
  readonly declared: DeclaredStateMachine | undefined;
  readonly createdAt: number | undefined;
};

/**
 * Returns the key of a state machine; more than one when the order of changes through the API and
 * through CloudFormation is unknown.
 *
 * @param plain ARN without version and alias.
 * @param shown the key that the emulator shows.
 * @throws TemplateError, IncompleteStateError, and the errors of KMS, Step Functions and CloudFormation.
 */
export async function keysOfStateMachine(
  scope: Scope,
  plain: string,
  shown: RecordedKey,
  context: GatewayContext,
): Promise<readonly RecordedKey[]> {
  const { encryptionRecords, stackKeys } = context;
  const isShown = shown.kmsKeyId !== undefined;
  if (stackKeys.areStored() && !isAlias(shown)) {
    return [shown.kmsKeyId === undefined ? {} : { ...shown, keyArn: shown.kmsKeyId }];
  }
  const history = encryptionRecords.history(plain);
  const record = history.at(-1);
  const declared = await context.declaredStateMachines(scope, plain).catch((error: unknown) => {
    // Only a stack can have given this key, and the emulator shows it.
    if (isShown && !record) return undefined;
    throw error;
  });
  const createdAt = declared && (await creationOf(scope, plain, context));
  const facts: Facts = { scope, plain, record, declared, createdAt };
  // The emulator can show a key that the stack has replaced.
  const counts = record?.kept === false && !record.pending && record.keyArn !== undefined;
  const own =
    isShown && !counts ? await shownKeys(shown, history, facts, context) : ownKeys(history);
  if (!record && isShown && declared?.kmsKeyId === shown.kmsKeyId) stackKeys.seenStored();
  const last = lastChange(facts, own, isShown);
  if (last === 'record') return own;
  const id = stackKeys.areStored() ? shown.kmsKeyId : declared?.kmsKeyId;
  if (id !== undefined && own.length === 0 && !record && declared && hasOpenUpdate(declared)) {
    throw new IncompleteStateError(
      `The stack of ${plain} is in the state ${declared.status}. So the key gateway cannot know which key protects the state machine. Wait for the end of the update, or update the stack.`,
    );
  }
  const declaredKey =
    id === undefined
      ? {}
      : await keyNamed(scope, { kmsKeyId: id, ...reuseOf(declared, shown) }, context);
  const keys = withoutRepeats(last === 'declaration' ? [declaredKey] : [...own, declaredKey]);
  noteKeys(keys, last, facts, context);
  return keys;
}

const ALIAS = /^(arn:[^:]+:kms:[^:]+:\d{12}:)?alias\//;

const isAlias = ({ kmsKeyId }: RecordedKey): boolean =>
  kmsKeyId !== undefined && ALIAS.test(kmsKeyId);

function reuseOf(declared: DeclaredStateMachine | undefined, shown: RecordedKey) {
  const reuseSeconds = declared?.reuseSeconds ?? shown.reuseSeconds;
  return reuseSeconds === undefined ? {} : { reuseSeconds };
}

/** The keys in the last records; those of requests that the emulator does not have yet count too. */
function ownKeys(history: readonly EncryptionRecord[]): readonly RecordedKey[] {
  const record = history.at(-1);
  // The emulator showed this key, and shows it no longer: the stack took it away.
  if (!record || (record.kept && record.keyArn !== undefined)) return [];
  const settled = history.findLastIndex(({ pending }) => !pending);
  return keysOf(history.slice(Math.max(0, settled)));
}

async function shownKeys(
  shown: RecordedKey,
  history: readonly EncryptionRecord[],
  { scope, plain, declared, createdAt }: Facts,
  context: GatewayContext,
): Promise<readonly RecordedKey[]> {
  const found = recordedKeys(shown, keysOf(history.slice(-1)));
  if (found) return found;
  const key = await keyNamed(scope, shown, context);
  if (isAlias(shown)) {
    // The gateway sees this alias for the first time.
    const [certainAt, stack] = [context.now().getTime(), stackNote(declared)];
    context.encryptionRecords.add({
      ...{ arn: plain, at: history.at(-1)?.at ?? 0, certainAt, kept: true, ...key },
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(stack === undefined ? {} : { stack }),
    });
  }
  return [key];
}

/**
 * Returns the keys that the emulator's name of a key can mean. An alias means the key that it pointed
 * to when the version was published or the execution started.
 *
 * @param arn of the version or execution.
 * @param known the recorded keys.
 * @throws IncompleteStateError, and the errors of KMS.
 */
export async function keysAtTheirTime(
  scope: Scope,
  arn: string,
  shown: RecordedKey,
  known: readonly RecordedKey[],
  context: GatewayContext,
): Promise<readonly RecordedKey[]> {
  const found = recordedKeys(shown, known);
  if (found || !isAlias(shown)) return found ?? [shown];
  // The gateway sees this alias for the first time.
  const key = await keyNamed(scope, shown, context);
  context.encryptionRecords.add({ arn, at: context.now().getTime(), kept: true, ...key });
  return [key];
}

function recordedKeys(
  shown: RecordedKey,
  known: readonly RecordedKey[],
): readonly RecordedKey[] | undefined {
  const { kmsKeyId = '' } = shown;
  const found = known.filter((one) => one.kmsKeyId === kmsKeyId && one.keyArn !== undefined);
  if (found.length > 0) return found.map(({ keyArn = '' }) => ({ ...shown, keyArn }));
  return KEY_ARN.test(kmsKeyId) ? [{ ...shown, keyArn: kmsKeyId }] : undefined;
}

const KEY_ARN = /^arn:[^:]+:kms:[^:]+:\d{12}:key\/./;

/** Returns the key that a name means now. An ARN needs no look-up: the key can be deleted. */
async function keyNamed(
  scope: Scope,
  named: RecordedKey,
  { state }: GatewayContext,
): Promise<RecordedKey> {
  const { kmsKeyId = '' } = named;
  if (KEY_ARN.test(kmsKeyId)) return { ...named, keyArn: kmsKeyId };
  return { ...named, keyArn: (await state.key(scope, kmsKeyId)).arn };
}

function lastChange(
  { record, declared, createdAt }: Facts,
  own: readonly RecordedKey[],
  isShown: boolean,
): Newest {
  if (own.length === 0) return 'declaration';
  if (record) return newest(record, declared, createdAt);
  return declared && isShown ? 'either' : 'record';
}

async function creationOf(
  scope: Scope,
  plain: string,
  { state }: GatewayContext,
): Promise<number | undefined> {
  try {
    return (await state.stateMachine(scope, plain)).createdAt;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Records what the stack gave, so that it counts for versions and executions of this time. */
function noteKeys(
  [key = {}, ...more]: readonly RecordedKey[],
  last: Newest,
  { plain, record, declared, createdAt }: Facts,
  { encryptionRecords, now }: GatewayContext,
): void {
  const stack = stackNote(declared);
  if (more.length > 0 || stack === undefined) return;
  if (!record && key.keyArn === undefined) return;
  if (last === 'either' && record?.pending) return;
  const isAnother = record && (record.deleted || isOther(record, createdAt));
  const since = isAnother ? (createdAt ?? record.at) : (record?.certainAt ?? record?.at ?? 0);
  encryptionRecords.add({
    ...{ arn: plain, at: since, certainAt: now().getTime(), ...key, stack },
    kept: last === 'either' && (record?.kept ?? true),
    ...(createdAt === undefined ? {} : { createdAt }),
  });
}
