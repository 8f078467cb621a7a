import type { Bench, Metric } from '../metric.ts';
import { exact } from '../statistics.ts';
import { type Artifact, artifactOf } from './artifact.ts';
import { DEFAULTS, ownFunctions } from './build-options.ts';

/** Packages that have their own line. */
const LINES = 5;

/** The size of each deployed function, and its contents. */
export const size: Bench = {
  name: 'size',
  title:
    'The build of each function, and its contents by package. For comparison: the same build without minification, and with the defaults of the SAM CLI.',
  async measure(progress) {
    const metrics: Metric[] = [];
    for (const { name, entryPoint, options } of await ownFunctions()) {
      progress(name);
      const deployed = await artifactOf(entryPoint, options);
      const readable = await artifactOf(entryPoint, { ...options, minify: false });
      const naive = await artifactOf(entryPoint, DEFAULTS);
      const metric = { what: name, unit: 'kB', measured: kilobytes(deployed) };
      metrics.push(
        { ...metric, baseline: { what: "the SAM CLI's defaults", measured: kilobytes(naive) } },
        { ...metric, baseline: { what: 'not minified', measured: kilobytes(readable) } },
        ...shares(name, deployed),
      );
    }
    return metrics;
  },
};

const kilobytes = ({ code }: Artifact) => exact(code.length / 1000);

function shares(name: string, { code, parts }: Artifact): Metric[] {
  const largest = parts.slice(0, LINES);
  const rest = code.length - largest.reduce((sum, { bytes }) => sum + bytes, 0);
  return [...largest, { name: 'all else', bytes: rest }].map((part) => ({
    what: `${name}: ${part.name}`,
    unit: 'kB',
    measured: exact(part.bytes / 1000),
  }));
}
