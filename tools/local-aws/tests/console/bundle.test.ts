import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { bundle } from '../../console/page/bundle.ts';

/** The size limit in bytes. */
const MOST = 100_000;

describe("the page's script", () => {
  it('has less than 100 kB compressed, style included', async () => {
    const { script, style } = await bundle();
    const weight = gzipSync(script).length + gzipSync(style).length;

    expect(script).toContain('Access denied');
    expect(style).toContain('.denied');
    expect(weight).toBeLessThan(MOST);
  });

  it('sends requests only to its own server', async () => {
    const { script, style } = await bundle();
    const addresses = `${script}${style}`.match(/(https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}[^"'`\s)]*/gi);

    // Names of markup languages, which are never loaded.
    expect((addresses ?? []).filter((url) => !url.includes('www.w3.org'))).toEqual([]);
  });
});
