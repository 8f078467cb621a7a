import type { Bench, Metric } from '../metric.ts';
import { exact } from '../statistics.ts';
import { type Artifact, artifactOf } from './artifact.ts';
import { DEFAULTS, ownFunctions } from './build-options.ts';

/** Packages that get a line of their own. */
const LINES = 5;

/** How large each function is as it is deployed, and what that is. */
export const size: Bench = {
  name: 'size',
  title:
    'What sam build makes of each function, and what it is made of, by package. For comparison: the same not minified, and as the SAM CLI builds where the template says nothing.',
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
