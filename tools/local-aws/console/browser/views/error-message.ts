import { html, type TemplateResult } from 'lit-html';

/** Something that went wrong, and that no policy is to blame for. */
export const trouble = (title: string, message: string): TemplateResult => html`<section
  class="card trouble"
>
  <h2>${title}</h2>
  <p>${message}</p>
</section>`;
