import { ask, type Channel, report, type Situation } from 'who-can-read';

/** Whom a question is answered with yes, and whom nobody can tell it for, by their ids. */
export type Answers = { readonly yes: readonly string[]; readonly unknown: readonly string[] };

/** For the report's questions about the key, whose answer is not no. */
export function answers(situation: Situation) {
  const of = (channel: Channel): Answers => {
    const found = situation.subjects.map((subject) => ({
      id: subject.id,
      answer: ask(channel, situation, subject).answer,
    }));
    const whose = (wanted: string) => found.filter((f) => f.answer === wanted).map(({ id }) => id);
    return { yes: whose('yes'), unknown: whose('unknown') };
  };
  return { workflow: of('workflow'), decrypt: of('decrypt'), delivery: of('delivery') };
}

/** By which steps each principal may come to read, by their ids; those who may not are left out. */
export function ways(situation: Situation): Readonly<Record<string, readonly string[]>> {
  const found = report(situation).rows.flatMap(({ subject, way }) =>
    way ? [[subject.id, way.steps] as const] : [],
  );
  return Object.fromEntries(found);
}

/** The ARN of a role that a template makes, in one of the accounts of a situation. */
export function idOf({ subjects }: Situation, account: string, logicalId: string): string {
  const found = subjects.find(
    (one) => one.logicalId === logicalId && one.id.includes(`::${account}:`),
  );
  if (!found) throw new Error(`Account ${account} has no ${logicalId}.`);
  return found.id;
}
