import {
  type AccessModel,
  accessModelOfStack,
  evaluateReadPath,
  type StackFacts,
  type Subject,
} from 'who-can-read';
import type { Reader } from '../contract.ts';

/** The ways to read that the key of the workflow has a say in. */
const READ_PATHS = ['workflow', 'decrypt', 'delivery'] as const;

/** Everybody who reads the workflow's data, or of whom nobody can tell. */
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
