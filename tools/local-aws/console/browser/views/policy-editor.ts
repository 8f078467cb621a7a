import { html, nothing, type TemplateResult } from 'lit-html';
import type { Page, PolicyEdit } from '../console-page.ts';
import { pretty } from '../format-text.ts';
import { withStatement } from '../with-statement.ts';
import { loaded, outcome } from './loaded.ts';
import { policyDifference } from './policy-difference.ts';
import { preview } from './preview.ts';

const TEXT = '#key-policy';

/** The key policy, for reading and editing. The page shows the effect of a change before it is saved. */
export function policyEditor(page: Page, stateMachineArn: string, keyId: string): unknown {
  const name = 'kms:GetKeyPolicy';
  return loaded(page.query(name, { keyId }), (found) =>
    outcome(page, name, found, ({ policy }) =>
      editor(page, stateMachineArn, keyId, pretty(policy)),
    ),
  );
}

function editor(page: Page, stateMachineArn: string, keyId: string, saved: string): TemplateResult {
  addProposed(page, keyId, saved);
  const edit = page.policyEdit(keyId);
  const text = edit?.text ?? saved;
  const isChanged = text !== saved;
  const end = (): void => {
    page.editPolicy(keyId, undefined);
    page.focus(TEXT);
  };
  const save = (): void =>
    page.perform('kms:PutKeyPolicy', { keyId, policy: text }, 'The key policy is saved.', end);
  const typed = ({ target }: Event): void => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    const { value } = target;
    page.editPolicy(
      keyId,
      value === saved ? undefined : { text: value, base: edit?.base ?? saved },
    );
  };
  const checked = isChanged ? page.principalAccess(stateMachineArn, text) : undefined;
  // The policy that is saved is the one whose effect was shown, and not a later text.
  const canSave =
    checked?.state === 'loaded' &&
    checked.fresh &&
    checked.value.problem === undefined &&
    checked.value.lockout === undefined &&
    !page.busy;
  return html`<section class="card" aria-labelledby="policy-title">
    <h2 id="policy-title">Key policy</h2>
    ${isChanged ? notes(edit, saved) : nothing}
    <textarea
      id="key-policy"
      aria-labelledby="policy-title"
      rows="18"
      spellcheck="false"
      .value=${text}
      @input=${typed}
    ></textarea>
    ${isChanged ? policyDifference(saved, text) : nothing}
    ${
      checked
        ? loaded(checked, preview)
        : html`<p class="quiet">Edit it to see which principals would gain or lose read access.</p>`
    }
    <div class="actions">
      <button class="primary" ?disabled=${!canSave} @click=${save}>Save policy</button>
      <button ?disabled=${!isChanged} @click=${end}>Discard changes</button>
    </div>
  </section>`;
}

function notes(edit: PolicyEdit | undefined, saved: string): TemplateResult {
  return html`<p class="caution" role="status">
    You have unsaved changes. They stay while this page is open.
    ${edit && edit.base !== saved ? 'The saved policy has changed since you began.' : ''}
  </p>`;
}

/** Adds the statement that the reader wants to try, marks it, and scrolls to it. */
function addProposed(page: Page, keyId: string, saved: string): void {
  const statement = page.takeProposed();
  if (statement === undefined) return;
  const { text: before, base } = page.policyEdit(keyId) ?? { text: saved, base: saved };
  const text = withStatement(before, statement);
  if (text === before) {
    page.announce('The policy has a statement of this Sid already.');
    return;
  }
  page.editPolicy(keyId, { text, base });
  page.focus(TEXT, (element) => {
    if (element instanceof HTMLTextAreaElement) mark(element, addedPart(before, text));
  });
}

/** Where a text differs from an earlier one: after the common start, before the common end. */
function addedPart(before: string, text: string): readonly [start: number, end: number] {
  let start = 0;
  while (start < before.length && before[start] === text[start]) start += 1;
  let tail = 0;
  while (
    tail < before.length - start &&
    before[before.length - 1 - tail] === text[text.length - 1 - tail]
  ) {
    tail += 1;
  }
  return [start, text.length - tail];
}

function mark(area: HTMLTextAreaElement, [start, end]: readonly [number, number]): void {
  area.setSelectionRange(start, end);
  const line = area.value.slice(0, start).split('\n').length - 1;
  const height = area.scrollHeight / area.value.split('\n').length;
  area.scrollTop = Math.max(0, (line - 2) * height);
  area.scrollIntoView({ block: 'center' });
}
