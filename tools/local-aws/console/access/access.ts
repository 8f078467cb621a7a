import {
  type AccessModel,
  accessModelOfStack,
  evaluateReadPath,
  type StackFacts,
  type Subject,
} from 'who-can-read';
import type { Reader } from '../contract.ts';

/** The read paths that the key of the workflow decides. */
const READ_PATHS = ['workflow', 'decrypt', 'delivery'] as const;

/** Returns the principals that can read the data of the workflow, and those for which it is unknown. */
export function findReaders(facts: StackFacts): readonly Reader[] {
  const model = accessModelOfStack(facts);
  return model.subjects.flatMap((subject) => readerOf(model, subject) ?? []);
}

function readerOf(model: AccessModel, subject: Subject): Reader | undefined {
  const findings = READ_PATHS.map((readPath) => evaluateReadPath(readPath, model, subject));
  const telling =
    findings.find(({ answer }) => answer === 'yes') ??
    findings.find(({ answer }) => answer === 'unknown');
  if (!telling || telling.answer === 'no') return undefined;
  const { answer, reason } = telling;
  const by = findings.filter((one) => one.answer === answer).flatMap((one) => one.by);
  return { id: subject.id, name: subject.name, answer, by, reason };
}
