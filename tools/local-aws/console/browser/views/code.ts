import { html, type TemplateResult } from 'lit-html';
import { pretty } from '../format-text.ts';

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?\b/g;

/** JSON in colors. The keyboard can reach a box that scrolls. */
export function code(text: string, label: string): TemplateResult {
  return html`<pre class="code" tabindex="0" role="region" aria-label=${label}>${tokens(pretty(text))}</pre>`;
}

function tokens(text: string): readonly (TemplateResult | string)[] {
  const parts: (TemplateResult | string)[] = [];
  let at = 0;
  for (const found of text.matchAll(TOKENS)) {
    const [whole, string, colon] = found;
    const kind = string === undefined ? 'literal' : colon === undefined ? 'string' : 'name';
    parts.push(text.slice(at, found.index), html`<span class=${kind}>${whole}</span>`);
    at = found.index + whole.length;
  }
  return [...parts, text.slice(at)];
}
