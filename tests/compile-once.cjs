// Loaded before Jest and each of its workers. Jest gives every test file a world of its own, and
// compiles what the file loads, Jest's own modules as well, for each of them anew. A script of V8 can
// run in many worlds, so to compile it once a worker is enough; nothing else is shared by that.
// https://nodejs.org/docs/latest-v24.x/api/vm.html#class-vmscript
const vm = require('node:vm');

const { compileFunction } = vm;
const compiled = new Map();

vm.compileFunction = (code, params = [], options = {}) => {
  const { filename, parsingContext, importModuleDynamically, ...others } = options;
  // Code that imports while it runs needs somebody who imports for it, and that is one world's own.
  const imports = importModuleDynamically && /\bimport\s*[(/]/.test(code);
  if (!filename || !parsingContext || imports || Object.keys(others).length > 0) {
    return compileFunction(code, params, options);
  }
  const head = `(function (${params.join(', ')}) {`;
  const whole = `${head}${code}\n})`;
  let known = compiled.get(filename);
  if (known?.whole !== whole) {
    known = { whole, script: new vm.Script(whole, { filename, columnOffset: -head.length }) };
    compiled.set(filename, known);
  }
  return known.script.runInContext(parsingContext);
};
