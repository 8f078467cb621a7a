import { html, nothing } from 'lit-html';
import type { Page } from '../console-page.ts';
import { outcome } from './loaded.ts';

/** The result of the last action, where it was denied or failed. */
export function failedAction(page: Page): unknown {
  const { failedAction: found } = page.draft;
  if (!found) return nothing;
  const { failedAction: _, ...rest } = page.draft;
  return html`<div class="failed-action" role="alert">
    ${outcome(page, found.action, found.outcome, () => nothing)}
    <button class="plain" @click=${() => page.edit({ ...rest })}>Dismiss</button>
  </div>`;
}
