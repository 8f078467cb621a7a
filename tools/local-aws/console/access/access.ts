import {
  accessModelOfStack,
  ask,
  type Situation,
  type StackFacts,
  type Subject,
} from 'who-can-read';
import type { Reader } from '../contract.ts';

/** The ways to read that the key of the workflow has a say in. */
const CHANNELS = ['workflow', 'decrypt', 'delivery'] as const;

/** Everybody who reads the workflow's data, or of whom nobody can tell. */
export function findReaders(facts: StackFacts): readonly Reader[] {
  const situation = accessModelOfStack(facts);
  return situation.subjects.flatMap((subject) => readerOf(situation, subject) ?? []);
}

function readerOf(situation: Situation, subject: Subject): Reader | undefined {
  const findings = CHANNELS.map((channel) => ask(channel, situation, subject));
  const telling =
    findings.find(({ answer }) => answer === 'yes') ??
    findings.find(({ answer }) => answer === 'unknown');
  if (!telling || telling.answer === 'no') return undefined;
  const { answer, reason } = telling;
  const by = findings.filter((one) => one.answer === answer).flatMap((one) => one.by);
  return { id: subject.id, name: subject.name, answer, by, reason };
}
