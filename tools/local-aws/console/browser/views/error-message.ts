import { html, type TemplateResult } from 'lit-html';

/** An error that no policy causes. */
export const errorMessage = (title: string, message: string): TemplateResult => html`<section
  class="card error-message"
>
  <h2>${title}</h2>
  <p>${message}</p>
</section>`;
