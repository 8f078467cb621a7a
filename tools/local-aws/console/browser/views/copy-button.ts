import { html, type TemplateResult } from 'lit-html';
import type { Page } from '../console-page.ts';

/**
 * A button that copies a text.
 *
 * @param what names the text: `ARN of the execution`.
 */
export function copyButton(
  { announce }: Pick<Page, 'announce'>,
  text: string,
  what: string,
): TemplateResult {
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => announce(`Copied: ${what}.`),
      () => announce('The browser does not allow copying. Select the text and copy it.'),
    );
  };
  return html`<button type="button" class="copy" @click=${copy}>
    Copy<span class="hidden"> ${what}</span>
  </button>`;
}
