import { html, type TemplateResult } from 'lit-html';
import type { CallName, Outcome } from '../../contract.ts';
import type { Loaded } from '../cache.ts';
import type { Page } from '../console-page.ts';
import { denied } from './denied.ts';
import { trouble } from './error-message.ts';

/** What is known of an answer: the answer itself, why there is none, or that it is on its way. */
export function loaded<T>(found: Loaded<T>, show: (value: T) => unknown): unknown {
  if (found.state === 'loading') return html`<p class="quiet" role="status">Loading …</p>`;
  if (found.state === 'broken') return trouble('The console cannot be reached', found.message);
  return show(found.value);
}

/** What came of a call: its answer, or the refusal with the reasons. */
export function outcome<T>(
  page: Page,
  name: CallName,
  found: Outcome<T>,
  show: (answer: T) => unknown,
): unknown {
  switch (found.kind) {
    case 'answered':
      return show(found.answer);
    case 'refused':
      return denied(page, [name], found);
    case 'not-made':
      return notMade(name);
    case 'failed':
      return trouble(found.error.name, found.error.message);
  }
}

const notMade = (name: CallName): TemplateResult => html`<p class="card quiet">
  ${name} would be allowed. Nobody can call in the name of this role, so there is nothing to show.
</p>`;
