import { decidesInFrontOf } from './decisions.ts';
import { moto } from './moto.ts';

decidesInFrontOf(moto, [/no key of an execution/, /no signatures/]);
