import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { END, graphOf, START } from '../graph/asl.ts';
import type { Path, Visit } from '../graph/execution-path.ts';
import { type Arrow, type Box, type Drawing, type Frame, layOut } from '../graph/layout.ts';

/** What the drawing of an execution shows besides the workflow. */
export type Shown = {
  readonly path: Path;
  readonly chosen: string | undefined;
  readonly choose: (state: string) => void;
};

const drawn = new Map<string, Drawing>();

/** A workflow as a drawing. For an execution, it shows the path. */
export function graph(definition: string, shown?: Shown): TemplateResult {
  const drawing = drawn.get(definition) ?? drawingOf(definition);
  if (!drawing) return html`<p class="quiet">The definition cannot be drawn.</p>`;
  drawn.set(definition, drawing);
  const { width, height, boxes, arrows, frames } = drawing;
  const label = shown ? 'Graph of the execution' : 'Graph of the workflow';
  return html`<div class="graph" tabindex="0" role="region" aria-label=${label}>
    <svg viewBox="0 0 ${width} ${height}" width=${width} height=${height} role="group" aria-label="States">
      ${frames.map(frame)} ${arrows.map((one) => arrow(one, shown))}
      ${boxes.map((one) => box(one, shown))}
    </svg>
  </div>`;
}

const frame = ({ x, y, width, height }: Frame) => svg`<rect class="frame" aria-hidden="true"
  x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} rx="12" />`;

function drawingOf(definition: string): Drawing | undefined {
  const found = graphOf(definition);
  return found && layOut(found);
}

function arrow({ from, to, points, label, labelAt }: Arrow, shown: Shown | undefined) {
  const taken = shown?.path.edges.has(`${from}→${to}`) ?? false;
  const [a, b] = points.slice(-2);
  const turn = a && b ? (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI : 0;
  return svg`<g class="arrow ${taken ? 'taken' : ''}" aria-hidden="true">
    <polyline points=${points.map(({ x, y }) => `${x},${y}`).join(' ')} />
    <path d="M0 0L-8 4.500L-8 -4.500Z" transform="translate(${b?.x ?? 0} ${b?.y ?? 0}) rotate(${turn})" />
    ${
      label && labelAt
        ? svg`<text x=${labelAt.x} y=${labelAt.y} dy="0.35em" text-anchor="middle">${label}</text>`
        : nothing
    }
  </g>`;
}

const signs: Readonly<Record<Visit['status'], string>> = {
  succeeded: '✔',
  failed: '✘',
  running: '◐',
};

/** The emulator records no events of the states inside a Map or Parallel state. */
export function notReached({ frame: owner }: Pick<Box, 'frame'>, shown: Shown | undefined): string {
  const ran = owner !== undefined && shown?.path.visits.has(owner);
  return ran ? 'not recorded by the emulator' : 'not reached';
}

function box(one: Box, shown: Shown | undefined) {
  const { id, type, x, y, width, height } = one;
  const visit = shown?.path.visits.get(id);
  const ends = id === START || id === END;
  const missing = notReached(one, shown);
  const status = visit?.status ?? (shown && !ends ? 'unreached' : '');
  const words = `${id}, ${type}${shown ? `, ${visit?.status ?? missing}` : ''}`;
  const name = ends ? id.trim() : id;
  const shape = svg`<rect x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} rx=${ends ? 15 : 8} />
    <text x=${x} y=${y} dy=${ends ? '0.35em' : '-0.15em'} text-anchor="middle">${name}</text>
    ${ends ? nothing : svg`<text class="kind" x=${x} y=${y} dy="1.25em" text-anchor="middle">${visit ? `${signs[visit.status]} ` : ''}${type}</text>`}`;
  if (ends) return svg`<g class="box end" aria-hidden="true">${shape}</g>`;
  if (!shown) return svg`<g class="box" role="img" aria-label=${words}>${shape}</g>`;
  const choose = (): void => shown.choose(id);
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  return svg`<g class="box ${status}" role="button" tabindex="0" aria-label=${words}
    aria-pressed=${shown.chosen === id ? 'true' : 'false'} @click=${choose} @keydown=${key}>${shape}</g>`;
}
