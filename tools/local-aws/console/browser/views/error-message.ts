import { html, type TemplateResult } from 'lit-html';

/** Something that went wrong, and that no policy is to blame for. */
export const errorMessage = (title: string, message: string): TemplateResult => html`<section
  class="card error-message"
>
  <h2>${title}</h2>
  <p>${message}</p>
</section>`;
