import { diffLines } from 'diff';
import { html, type TemplateResult } from 'lit-html';

const MARKS = { added: ['+', 'Added'], removed: ['-', 'Removed'] } as const;

/** The lines that differ between the saved policy and the text in the editor. */
export function policyDifference(saved: string, text: string): TemplateResult {
  const changes = diffLines(saved, text).filter(({ added, removed }) => added || removed);
  return html`<details open>
    <summary>Difference to the saved policy</summary>
    <div class="code difference" tabindex="0" role="region" aria-label="Difference">${changes.flatMap(
      ({ value, added }) =>
        value
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => changedLine(line, added ? 'added' : 'removed')),
    )}</div>
  </details>`;
}

function changedLine(line: string, kind: keyof typeof MARKS): TemplateResult {
  const [sign, word] = MARKS[kind];
  return html`<div class=${kind}><span aria-hidden="true">${sign} </span><span class="hidden">${word}: </span>${line}</div>`;
}
