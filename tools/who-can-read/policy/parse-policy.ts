import { type Members, members, onlyKnown } from './json.ts';
import { below, type JsonPath, reject } from './json-path.ts';
import { parseStatement } from './parse-statement.ts';
import type { PolicyDocument, PolicyKind, Statement } from './policy-document.ts';
import { policyKinds } from './policy-kind.ts';

/**
 * Reads a policy once, so that it can be evaluated many times.
 * Takes parsed JSON (an object, not text), what the policy is attached to, and a name for it that
 * verdicts show. Refuses what AWS refuses and what cannot be read without guessing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws InvalidPolicyError with the place in the document and what is wrong there.
 */
export function parsePolicy(json: unknown, kind: PolicyKind, source: string): PolicyDocument {
  const place: JsonPath = { source, path: '$' };
  const found = members(json, place);
  onlyKnown(found, ['Version', 'Id', 'Statement'], place);
  const version = parseVersion(found, place);
  if (found.has('Id') && typeof found.get('Id') !== 'string') {
    reject(below(place, 'Id'), 'must be a string');
  }
  const variables = version === '2012-10-17';
  const statements = listed(found, place).map(([statement, where], index) =>
    parseStatement(statement, kind, variables, index, where),
  );
  checkSids(statements, place);
  // Last, since what follows the grammar is never nested deeper than a writer of JSON can follow.
  checkSize(json, policyKinds[kind].maxBytes, place);
  return { kind, source, version, statements };
}

/** A policy without Version is read as one of 2008-10-17, which has no variables. */
function parseVersion(found: Members, place: JsonPath): PolicyDocument['version'] {
  const version = found.has('Version') ? found.get('Version') : '2008-10-17';
  if (version === '2012-10-17' || version === '2008-10-17') return version;
  return reject(below(place, 'Version'), 'must be "2012-10-17" or "2008-10-17"');
}

function listed(found: Members, place: JsonPath): readonly (readonly [unknown, JsonPath])[] {
  const where = below(place, 'Statement');
  const statement = found.get('Statement');
  if (!Array.isArray(statement)) return [[statement, where]];
  if (statement.length === 0) return reject(where, 'must have at least one statement');
  return statement.map((item: unknown, index) => [item, below(where, index)] as const);
}

function checkSize(json: unknown, maxBytes: number | undefined, place: JsonPath): void {
  if (maxBytes === undefined) return;
  const bytes = new TextEncoder().encode(JSON.stringify(json)).length;
  if (bytes > maxBytes) reject(place, `has ${bytes} bytes, more than ${maxBytes}`);
}

function checkSids(statements: readonly Statement[], place: JsonPath): void {
  const seen = new Set<string>();
  for (const { sid, index } of statements) {
    if (sid === undefined) continue;
    const where = below(below(below(place, 'Statement'), index), 'Sid');
    if (seen.has(sid)) reject(where, `${JSON.stringify(sid)} is used twice`);
    seen.add(sid);
  }
}
