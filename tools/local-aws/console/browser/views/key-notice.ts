import { html, nothing, type TemplateResult } from 'lit-html';
import type { ProtectingKey } from '../../contract.ts';

type Notice = {
  readonly title: string;
  /** In a list, beside the status of an execution. */
  readonly short: string;
  readonly text: string;
};

/**
 * What the state of a key means for the data under it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 */
const NOTICES: Readonly<Record<string, Notice>> = {
  Disabled: {
    title: 'The key is disabled',
    short: 'Key disabled',
    text: 'No principal can read the data under it, and no execution under it can start, until you enable the key.',
  },
  PendingDeletion: {
    title: 'The key is scheduled for deletion',
    short: 'Key pending deletion',
    text: 'No principal can read the data under it, and no execution under it can start. Until KMS deletes the key, you can cancel the deletion and then enable the key.',
  },
  Deleted: {
    title: 'The key no longer exists',
    short: 'Key deleted',
    text: 'KMS has deleted the key. No principal can ever read the data under it again, and no execution under it can start. Give the state machine another key to run it again.',
  },
};

const OTHER: Notice = {
  title: 'The key cannot be used in its state',
  short: 'Key unusable',
  text: 'No principal can read the data under it, and no execution under it can start, while the key is in this state.',
};

/** Returns what a state of a key means, or undefined where the key can be used. */
export function noticeOf(state: string): Notice | undefined {
  return state === 'Enabled' ? undefined : (NOTICES[state] ?? OTHER);
}

/** A card about a key that cannot be used; nothing for any other key. */
export function keyNotice(key: ProtectingKey | undefined): TemplateResult | typeof nothing {
  const notice = key && noticeOf(key.state);
  if (!key || !notice) return nothing;
  return html`<section class="card denied" aria-label=${notice.title}>
    <h2><span aria-hidden="true">⊘</span> ${notice.title}</h2>
    <p>${notice.text}</p>
    <p class="quiet"><code>${key.arn}</code></p>
  </section>`;
}

/** A mark beside the status of an execution whose key cannot be used; nothing for any other key. */
export function keyMark(key: ProtectingKey | undefined): TemplateResult | typeof nothing {
  const notice = key && noticeOf(key.state);
  return notice
    ? html`<span class="badge bad"><span aria-hidden="true">⊘</span> ${notice.short}</span>`
    : nothing;
}
