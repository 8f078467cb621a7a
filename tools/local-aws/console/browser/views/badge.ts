import { html, type TemplateResult } from 'lit-html';

/** Signs beside the colors, for readers who cannot distinguish the colors. */
const looks: Readonly<Record<string, readonly [tone: string, sign: string, words: string]>> = {
  RUNNING: ['info', '◐', 'Running'],
  SUCCEEDED: ['good', '✔', 'Succeeded'],
  FAILED: ['bad', '✘', 'Failed'],
  TIMED_OUT: ['bad', '✘', 'Timed out'],
  ABORTED: ['warn', '■', 'Aborted'],
  ACTIVE: ['good', '✔', 'Active'],
  DELETING: ['warn', '■', 'Deleting'],
  Enabled: ['good', '✔', 'Enabled'],
  Disabled: ['bad', '✘', 'Disabled'],
  PendingDeletion: ['bad', '✘', 'Pending deletion'],
  Deleted: ['bad', '✘', 'Deleted'],
  allowed: ['good', '✔', 'allowed'],
  denied: ['bad', '✘', 'denied'],
  unknown: ['warn', '?', 'unknown'],
};

/** A status, as a word with a sign and a color. */
export function badge(status: string): TemplateResult {
  const [tone, sign, words] = looks[status] ?? ['plain', '', status];
  return html`<span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${words}</span>`;
}
