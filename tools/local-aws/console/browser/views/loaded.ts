import { html, type TemplateResult } from 'lit-html';
import type { CallName, CallResult } from '../../contract.ts';
import type { Loaded } from '../cache.ts';
import type { Page } from '../console-page.ts';
import { denied } from './denied.ts';
import { errorMessage } from './error-message.ts';

/** A result: the value, the error, or that it is loading. */
export function loaded<T>(found: Loaded<T>, show: (value: T) => unknown): unknown {
  if (found.state === 'loading') return html`<p class="quiet" role="status">Loading …</p>`;
  if (found.state === 'broken') return errorMessage('The console cannot be reached', found.message);
  return show(found.value);
}

/** The result of a call: its answer, or the denial with the reasons. */
export function outcome<T>(
  page: Page,
  name: CallName,
  found: CallResult<T>,
  show: (answer: T) => unknown,
): unknown {
  switch (found.kind) {
    case 'answered':
      return show(found.answer);
    case 'denied':
      return denied(page, [name], found);
    case 'not-called':
      return notCalled(name);
    case 'failed':
      return errorMessage(found.error.name, found.error.message);
  }
}

const notCalled = (name: CallName): TemplateResult => html`<p class="card quiet">
  ${name} would be allowed. Only Step Functions can call as this role, so there is nothing to show.
</p>`;
