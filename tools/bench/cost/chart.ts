import { ASSUMED, RATES, REUSE_SECONDS, reusePeriodsWith } from './assumptions.ts';
import { STYLE } from './chart-style.ts';
import { type Facts, standardCosts } from './costs.ts';
import { costOf } from './prices.ts';
import { usd } from './usd.ts';

const WIDTH = 760;
const HEIGHT = 440;
const PLOT = { left: 76, right: 560, top: 56, bottom: 376 } as const;
/** Powers of ten that the axis of dollars spans. */
const TENS = { low: -4, high: 3 } as const;

const x = (seconds: number): number => {
  const [first, last] = [REUSE_SECONDS[0], REUSE_SECONDS[REUSE_SECONDS.length - 1] ?? 900];
  const share = Math.log(seconds / first) / Math.log(last / first);
  return round(PLOT.left + 32 + share * (PLOT.right - PLOT.left - 64));
};
const y = (dollars: number): number => {
  const share = (Math.log10(dollars) - TENS.low) / (TENS.high - TENS.low);
  return round(PLOT.bottom - share * (PLOT.bottom - PLOT.top));
};

/** Costs of KMS by reuse period and rate, compared with those of the state transitions, as an SVG. */
export function costChart(facts: Facts): string {
  const { executions } = ASSUMED;
  const periods = reusePeriodsWith(facts.reuseSeconds);
  const kms = (perSecond: number, reuseSeconds: number): number =>
    standardCosts({ executions, perSecond, reuseSeconds }, facts).kms;
  const transitions = costOf('stateTransition', executions * facts.transitions);
  const spoken = RATES.map(
    (rate) =>
      `at ${rate} a second ${periods.map((seconds) => `${usd(kms(rate, seconds))} with ${seconds} s`).join(', ')}`,
  ).join('; ');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title description">`,
    '<title id="title">What KMS requests cost a million executions, by reuse period of data keys</title>',
    `<desc id="description">In USD, on a logarithmic scale: ${spoken}. For comparison, the state transitions of a Standard workflow: ${usd(transitions)}.</desc>`,
    `<style>${STYLE}</style>`,
    text(PLOT.left - 60, 24, 'heading', 'KMS requests of a million executions, USD'),
    ...dollarAxis(),
    ...periods.map((seconds) => text(x(seconds), PLOT.bottom + 24, 'tick middle', `${seconds} s`)),
    text((PLOT.left + PLOT.right) / 2, HEIGHT - 14, 'tick middle', 'data key reuse period'),
    ...limit(transitions, `state transitions: ${usd(transitions)}`),
    ...limit(costOf('kmsKeyMonth', 1), `one key, a month: ${usd(costOf('kmsKeyMonth', 1))}`),
    ...RATES.flatMap((rate, at) => series(at, rate, periods, (seconds) => kms(rate, seconds))),
    '</svg>',
  ].join('\n')}\n`;
}

function dollarAxis(): string[] {
  return Array.from({ length: TENS.high - TENS.low + 1 }, (_, at) => {
    const dollars = 10 ** (TENS.low + at);
    const height = y(dollars);
    return [
      `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${height}" y2="${height}"/>`,
      text(
        PLOT.left - 8,
        height + 4,
        'tick end',
        dollars >= 1 ? String(dollars) : dollars.toFixed(-(TENS.low + at)),
      ),
    ].join('');
  });
}

function limit(dollars: number, words: string): string[] {
  const height = y(dollars);
  return [
    `<line class="limit" x1="${PLOT.left}" x2="${PLOT.right}" y1="${height}" y2="${height}"/>`,
    text(PLOT.right + 10, height + 4, 'label', words),
  ];
}

function series(
  at: number,
  rate: number,
  periods: readonly number[],
  dollars: (seconds: number) => number,
): string[] {
  const points = periods.map((seconds) => [x(seconds), y(dollars(seconds))] as const);
  const [lastX, lastY] = points.at(-1) ?? [0, 0];
  return [
    `<polyline class="series s${at}" points="${points.map((point) => point.join(',')).join(' ')}"/>`,
    ...points.map(([left, top]) => `<circle class="s${at}" cx="${left}" cy="${top}" r="5"/>`),
    ...periods.map((seconds) =>
      text(x(seconds), y(dollars(seconds)) - 11, 'value middle', usd(dollars(seconds))),
    ),
    text(Math.max(lastX + 14, PLOT.right + 10), lastY + 4, 'label', `${rate} a second`),
  ];
}

const text = (left: number, top: number, names: string, words: string): string =>
  `<text class="${names}" x="${left}" y="${top}">${words}</text>`;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
