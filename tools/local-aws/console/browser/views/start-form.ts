import { html, type TemplateResult } from 'lit-html';
import type { Page } from '../console-page.ts';

/** Inputs to begin with. A price of 50 or less buys, above it sells. */
const SAMPLES = {
  Buys: '{\n  "ticker": "AMZN",\n  "stock_price": 42\n}',
  Sells: '{\n  "ticker": "AMZN",\n  "stock_price": 67\n}',
  'Any price': '{}',
} as const;

/** Starts an execution, with an input that can be edited before. */
export function startForm(page: Page, stateMachineArn: string): TemplateResult {
  const { draft, edit } = page;
  const input = draft.input ?? SAMPLES.Buys;
  if (!draft.starting) {
    return html`<div class="actions">
      <button class="primary" @click=${() => edit({ ...draft, starting: true })}>
        Start execution
      </button>
    </div>`;
  }
  const sound = isJson(input);
  const start = (event: Event): void => {
    event.preventDefault();
    page.act('states:StartExecution', { stateMachineArn, input }, 'Execution started.');
  };
  return html`<form class="card" aria-label="Start execution" @submit=${start}>
    <h2>Start execution</h2>
    <div class="actions">
      ${Object.entries(SAMPLES).map(
        ([
          name,
          text,
        ]) => html`<button type="button" @click=${() => edit({ ...draft, input: text })}>
          ${name}
        </button>`,
      )}
    </div>
    <label for="input">Input</label>
    <textarea
      id="input"
      rows="5"
      spellcheck="false"
      aria-invalid=${sound ? 'false' : 'true'}
      aria-describedby="input-problem"
      .value=${input}
      @input=${typed(page)}
    ></textarea>
    <p id="input-problem" class="problem" role="status">${sound ? '' : 'This is no JSON.'}</p>
    <div class="actions">
      <button class="primary" ?disabled=${!sound}>Start</button>
      <button type="button" @click=${() => edit({ ...draft, starting: false })}>Cancel</button>
    </div>
  </form>`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const typed =
  ({ draft, edit }: Page) =>
  ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement) edit({ ...draft, input: target.value });
  };
