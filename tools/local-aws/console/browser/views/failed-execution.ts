import { html, nothing, type TemplateResult } from 'lit-html';
import type { ExecutionView } from '../../contract.ts';
import { pretty } from '../format-text.ts';
import { code } from './code.ts';

const ENDED_BADLY = ['FAILED', 'TIMED_OUT', 'ABORTED'];

/** Error and cause of an execution that did not succeed, and whether it can be redriven. */
export function failedExecution(execution: ExecutionView): TemplateResult | typeof nothing {
  const { status, error, cause, redriveStatus } = execution;
  if (!ENDED_BADLY.includes(status)) return nothing;
  return html`<section class="card denied" aria-label="Error of the execution">
    <h2><span aria-hidden="true">✘</span> ${error ?? titles[status] ?? status}</h2>
    ${errorAndCause(undefined, cause)}
    <p class="quiet">
      ${
        redriveStatus === 'REDRIVABLE'
          ? html`AWS can continue such an execution from the failed state for 14 days
              (<code>aws stepfunctions redrive-execution</code>). The emulator does not have
              RedriveExecution, so start a new execution here.`
          : 'This execution cannot be redriven. Start a new one.'
      }
    </p>
  </section>`;
}

const titles: Readonly<Record<string, string>> = {
  FAILED: 'The execution failed',
  TIMED_OUT: 'The execution timed out',
  ABORTED: 'The execution was stopped',
};

/** An error with its cause. A cause is often JSON text with a message in it. */
export function errorAndCause(error: string | undefined, cause: string | undefined) {
  if (error === undefined && cause === undefined) return nothing;
  const message = cause === undefined ? undefined : messageIn(cause);
  return html`<p class="message">
      ${error ? html`<strong>${error}</strong>` : nothing} ${message ?? cause ?? ''}
    </p>
    ${
      message === undefined || cause === undefined
        ? nothing
        : html`<details>
            <summary>Complete cause</summary>
            ${code(pretty(cause), 'Complete cause')}
          </details>`
    }`;
}

/** `errorMessage` is what Lambda calls it. */
function messageIn(cause: string): string | undefined {
  try {
    const { errorMessage, message } = Object(JSON.parse(cause));
    return [errorMessage, message].find((text) => typeof text === 'string');
  } catch {
    return undefined;
  }
}
