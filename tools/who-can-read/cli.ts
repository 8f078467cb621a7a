#!/usr/bin/env node
import module from 'node:module';

// Must run before other imports: compiled code starts faster. Node.js 20 does not support it.
// https://nodejs.org/docs/latest-v24.x/api/module.html#moduleenablecompilecacheoptions
module.enableCompileCache?.();
const { runInProcess } = await import('./run-in-process.ts');
await runInProcess();
