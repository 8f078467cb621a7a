import { type AccessModel, evaluateReadPath, type ReadPath, report } from 'who-can-read';

/** The ids of the principals whose answer is yes, and of those whose answer is unknown. */
export type Answers = { readonly yes: readonly string[]; readonly unknown: readonly string[] };

/** For the report's questions about the key, whose answer is not no. */
export function answers(model: AccessModel) {
  const of = (readPath: ReadPath): Answers => {
    const found = model.subjects.map((subject) => ({
      id: subject.id,
      answer: evaluateReadPath(readPath, model, subject).answer,
    }));
    const whose = (wanted: string) => found.filter((f) => f.answer === wanted).map(({ id }) => id);
    return { yes: whose('yes'), unknown: whose('unknown') };
  };
  return { workflow: of('workflow'), decrypt: of('decrypt'), delivery: of('delivery') };
}

/**
 * Returns the steps by which each principal can become a reader, by its id; principals without a
 * path are left out.
 */
export function ways(model: AccessModel): Readonly<Record<string, readonly string[]>> {
  const found = report(model).rows.flatMap(({ subject, escalation }) =>
    escalation ? [[subject.id, escalation.steps] as const] : [],
  );
  return Object.fromEntries(found);
}

/** The ARN of a role that a template makes, in one of the accounts of a model. */
export function idOf({ subjects }: AccessModel, account: string, logicalId: string): string {
  const found = subjects.find(
    (one) => one.logicalId === logicalId && one.id.includes(`::${account}:`),
  );
  if (!found) throw new Error(`Account ${account} has no ${logicalId}.`);
  return found.id;
}
