import { readFileSync } from 'node:fs';

interface ReadPolicy {
  readonly Version: string;
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

const fences = (): readonly string[] => {
  const page = readFileSync(new URL('../../docs/guides/who-can-read.md', import.meta.url), 'utf8');
  return [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json);
};

/** The policy to paste, as the page has it. */
export function policyInDocs(): ReadPolicy {
  const [policy] = fences().filter((json) => json.includes('"Statement"'));
  return JSON.parse(policy ?? '');
}

/** The example of an expectation. */
export function expectationInDocs(): string {
  return fences().find((json) => json.includes('"readers"')) ?? '';
}
