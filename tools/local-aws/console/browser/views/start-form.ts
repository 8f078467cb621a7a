import { html, type TemplateResult } from 'lit-html';
import { executionName } from '../arn-names.ts';
import type { Draft, Page } from '../console-page.ts';

/** Inputs to begin with. A price of 50 or less buys, a price above it sells. */
const SAMPLES = {
  Buys: '{\n  "ticker": "AMZN",\n  "stock_price": 42\n}',
  Sells: '{\n  "ticker": "AMZN",\n  "stock_price": 67\n}',
  'Any price': '{}',
} as const;

/**
 * Characters that an execution name can have.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
const NAME = '[A-Za-z0-9_\\-]{1,80}';

const OPEN_BUTTON = '#start-execution';

/** Starts an execution, with a name and an input that can be edited before. */
export function startForm(page: Page, stateMachineArn: string): TemplateResult {
  const { draft, edit } = page;
  if (!draft.starting) {
    const open = (): void => {
      edit({ ...draft, starting: true });
      page.focus('#input');
    };
    return html`<div class="actions">
      <button id="start-execution" class="primary" @click=${open}>Start execution</button>
    </div>`;
  }
  const input = draft.input ?? SAMPLES.Buys;
  const isValid = isJson(input);
  const cancel = (): void => {
    const { input: _i, name: _n, ...rest } = draft;
    edit({ ...rest, starting: false });
    page.focus(OPEN_BUTTON);
  };
  return html`<form
    class="card"
    aria-label="Start execution"
    @submit=${(event: Event) => start(event, page, stateMachineArn, input)}
    @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && cancel()}
  >
    <h2>Start execution</h2>
    <div class="actions">
      ${Object.entries(SAMPLES).map(
        ([name, text]) =>
          html`<button type="button" @click=${() => edit({ ...draft, input: text })}>
            ${name}
          </button>`,
      )}
    </div>
    <label for="input">Input</label>
    <textarea
      id="input"
      rows="5"
      spellcheck="false"
      aria-invalid=${isValid ? 'false' : 'true'}
      aria-describedby="input-problem"
      .value=${input}
      @input=${typed(page, 'input')}
    ></textarea>
    <p id="input-problem" class="problem" role="status">
      ${isValid ? '' : 'This is not valid JSON.'}
    </p>
    <label for="execution-name">Name (optional)</label>
    <input
      id="execution-name"
      type="text"
      autocomplete="off"
      pattern=${NAME}
      title="1 to 80 letters, digits, hyphens and underscores"
      .value=${draft.name ?? ''}
      @input=${typed(page, 'name')}
    />
    <div class="actions">
      <button class="primary" ?disabled=${!isValid || page.busy}>Start</button>
      <button type="button" @click=${cancel}>Cancel</button>
    </div>
  </form>`;
}

function start(event: Event, page: Page, stateMachineArn: string, input: string): void {
  event.preventDefault();
  const { draft, route } = page;
  const name = draft.name ? { name: draft.name } : {};
  page.perform(
    'states:StartExecution',
    { stateMachineArn, input, ...name },
    'Execution started.',
    ({ arn }) => {
      if (route.view === 'state-machines') return;
      const { as, stateMachine } = route;
      page.navigate({ as, view: 'execution', stateMachine, execution: executionName(arn) });
    },
  );
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
  ({ draft, edit }: Page, member: keyof Pick<Draft, 'input' | 'name'>) =>
  ({ target }: Event): void => {
    const is = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
    if (is) edit({ ...draft, [member]: target.value });
  };
