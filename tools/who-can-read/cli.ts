#!/usr/bin/env node
import module from 'node:module';

// Before anything else is loaded: what was compiled once starts faster. Node.js 20 cannot do it.
// https://nodejs.org/docs/latest-v24.x/api/module.html#moduleenablecompilecacheoptions
module.enableCompileCache?.();
const { runInProcess } = await import('./run-in-process.ts');
await runInProcess();
