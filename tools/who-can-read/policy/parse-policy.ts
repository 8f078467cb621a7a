import { hasHoles, piecesOf } from '../unknown-text.ts';
import { type Members, membersOrHole, onlyKnown } from './json.ts';
import { child, type JsonPath, reject } from './json-path.ts';
import { parseStatement } from './parse-statement.ts';
import type { PolicyDocument, PolicyKind, Statement } from './policy-document.ts';
import { policyKinds } from './policy-kind.ts';

/**
 * Returns a policy that can be evaluated many times. Rejects a policy that AWS rejects, and a policy
 * with more than one possible meaning. A string can have holes anywhere (see unknown-text.ts). A string
 * that is only a hole is a value of any type: the document, a statement, an element, an item, the name
 * of a member.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @param json the parsed JSON: an object, not text.
 * @param kind what the policy is attached to.
 * @param source name of the policy as verdicts show it.
 * @throws InvalidPolicyError with the place in the document and what is wrong there.
 */
export function parsePolicy(json: unknown, kind: PolicyKind, source: string): PolicyDocument {
  const place: JsonPath = { source, path: '$' };
  const whole = membersOrHole(json, place);
  const found: Members = typeof whole === 'string' ? new Map([['Statement', whole]]) : whole;
  onlyKnown(found, ['Version', 'Id', 'Statement'], place);
  const version = parseVersion(found, place);
  if (policyKinds[kind].newVersionOnly && version !== '2012-10-17') {
    reject(child(place, 'Version'), `must be "2012-10-17" in a ${kind}`);
  }
  if (found.has('Id') && typeof found.get('Id') !== 'string') {
    reject(child(place, 'Id'), 'must be a string');
  }
  const given = found.get('Version');
  const unsure = typeof given === 'string' && hasHoles(given);
  const variables = unsure ? 'unknown' : version === '2012-10-17';
  const statements = listed(found, place).flatMap(([statement, where], index) =>
    parseStatement(statement, kind, variables, index, where),
  );
  checkSids(statements, place);
  // This check is last: a document with a correct grammar is not too deeply nested for JSON.stringify.
  checkSize(json, policyKinds[kind].maxBytes, place);
  return { kind, source, version, statements };
}

/** A policy without Version has version 2008-10-17, which does not support variables. */
function parseVersion(found: Members, place: JsonPath): PolicyDocument['version'] {
  const version = found.has('Version') ? found.get('Version') : '2008-10-17';
  if (typeof version === 'string' && hasHoles(version)) return '2012-10-17';
  if (version === '2012-10-17' || version === '2008-10-17') return version;
  return reject(child(place, 'Version'), 'must be "2012-10-17" or "2008-10-17"');
}

function listed(found: Members, place: JsonPath): readonly (readonly [unknown, JsonPath])[] {
  const where = child(place, 'Statement');
  const statement = found.get('Statement');
  if (!Array.isArray(statement)) return [[statement, where]];
  if (statement.length === 0) return reject(where, 'must have at least one statement');
  return statement.map((item: unknown, index) => [item, child(where, index)] as const);
}

function checkSize(json: unknown, maxBytes: number | undefined, place: JsonPath): void {
  if (maxBytes === undefined) return;
  const known = piecesOf(JSON.stringify(json)).map((piece) => ('text' in piece ? piece.text : ''));
  const bytes = new TextEncoder().encode(known.join('')).length;
  if (bytes > maxBytes) reject(place, `has ${bytes} bytes, more than ${maxBytes}`);
}

function checkSids(statements: readonly Statement[], place: JsonPath): void {
  const seen = new Map<string, number>();
  for (const { sid, index } of statements) {
    if (sid === undefined || hasHoles(sid)) continue;
    const where = child(child(child(place, 'Statement'), index), 'Sid');
    if ((seen.get(sid) ?? index) !== index) reject(where, `${JSON.stringify(sid)} is used twice`);
    seen.set(sid, index);
  }
}
