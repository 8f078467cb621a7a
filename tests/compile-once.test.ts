import vm from 'node:vm';
import { describe, expect, it } from '@jest/globals';

const world = () => vm.createContext({});
const compile = (code: string, context = world(), filename = '/nowhere/compiled.js') =>
  vm.compileFunction(code, ['x'], { filename, parsingContext: context });

describe('compiled once for many worlds', () => {
  it('is a function of its own in each of them', () => {
    const [a, b] = [world(), world()];
    const code = 'globalThis.n = (globalThis.n ?? 0) + x; return [n, Array];';
    const [inA, inB] = [compile(code, a), compile(code, b)];
    expect(inA).not.toBe(inB);
    expect(inA(1)[0]).toBe(1);
    expect(inA(1)[0]).toBe(2);
    expect(inB(5)[0]).toBe(5);
    expect(inA(0)[1]).toBe(vm.runInContext('Array', a));
    expect(inB(0)[1]).toBe(vm.runInContext('Array', b));
  });

  it('is compiled for the first of them alone', () => {
    const filename = '/nowhere/counted.js';
    const { Script } = vm;
    let count = 0;
    vm.Script = class extends Script {
      constructor(code: string, options: vm.ScriptOptions) {
        super(code, options);
        if (options.filename === filename) count += 1;
      }
    };
    try {
      for (const each of [world(), world(), world()]) compile('return 1', each, filename);
    } finally {
      vm.Script = Script;
    }
    expect(count).toBe(1);
  });

  it('is compiled anew when its text is another', () => {
    expect(compile('return 1')()).toBe(1);
    expect(compile('return 2')()).toBe(2);
  });

  it('has a last line that is a comment', () => {
    expect(compile('return x // as given')(3)).toBe(3);
  });

  it('fails where it is wrong, by line and column', () => {
    const thrown = (code: string) => {
      try {
        return compile(code, world(), '/nowhere/thrown.js')();
      } catch (error) {
        return String(Object(error).stack);
      }
    };
    expect(thrown("throw new Error('first')")).toContain('/nowhere/thrown.js:1:7');
    expect(thrown("\n  throw new Error('second')")).toContain('/nowhere/thrown.js:2:9');
    expect(thrown('\nreturn return')).toMatch(/^\/nowhere\/thrown\.js:2\n[\s\S]*SyntaxError/);
  });

  it('imports while it runs, by whoever imports for its world', async () => {
    const imported = vm.compileFunction('return import("some")', [], {
      filename: '/nowhere/importing.js',
      parsingContext: world(),
      importModuleDynamically: async (specifier: string) => {
        const module = new vm.SyntheticModule(['name'], () => module.setExport('name', specifier));
        await module.link(() => module);
        await module.evaluate();
        return module;
      },
    });
    expect((await imported()).name).toBe('some');
  });
});
