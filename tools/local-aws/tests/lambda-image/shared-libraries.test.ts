import { describe, expect, it } from '@jest/globals';
import { parseLdd } from '../../lambda-image/build/shared-libraries.ts';

const NODE = `	linux-vdso.so.1 (0x00007f4fde7e5000)
	libdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f4fde7cf000)
	libstdc++.so.6 => /lib/x86_64-linux-gnu/libstdc++.so.6 (0x00007f4fde400000)
	/lib64/ld-linux-x86-64.so.2 (0x00007f4fde7e7000)
`;

describe('the shared libraries of a program', () => {
  it('are the paths in the output of ldd, the interpreter included', () => {
    expect(parseLdd(NODE)).toEqual([
      '/lib/x86_64-linux-gnu/libdl.so.2',
      '/lib/x86_64-linux-gnu/libstdc++.so.6',
      '/lib64/ld-linux-x86-64.so.2',
    ]);
  });

  it('do not exist for a static program', () => {
    expect(parseLdd('	statically linked\n')).toEqual([]);
  });

  it('are an error when one is missing', () => {
    expect(() => parseLdd('	libfoo.so.1 => not found\n')).toThrow('libfoo.so.1');
  });
});
