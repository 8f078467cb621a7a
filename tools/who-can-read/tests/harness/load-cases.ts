import { readdirSync, readFileSync } from 'node:fs';
import { type Json, list, object, record, text, texts } from './json.ts';
import { type CaseKind, caseKinds } from './run-case.ts';

/** One case of a file, with the values that the file sets for all of its cases. */
export interface Case {
  readonly file: string;
  readonly name: string;
  readonly kind: CaseKind;
  readonly from: Json;
  readonly expect: Json;
  /** Ids of the documented rules that the case is about, as the reference page lists them. */
  readonly covers: readonly string[];
}

/** Returns all cases below a folder. A file, a case or a kind with an unknown key is an error. */
export function loadCases(folder: URL): readonly Case[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => casesOf(file, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
}

/** Returns the cases of one parsed file. */
export function casesOf(file: string, json: unknown): readonly Case[] {
  const found = object(json, ['kind', 'about', 'given', 'cases'], file);
  text(found['about'], `${file}: about`);
  const kind = caseKinds[text(found['kind'], `${file}: kind`)];
  if (!kind) throw new Error(`${file}: unknown kind ${String(found['kind'])}`);
  const given = object(found['given'] ?? {}, kind.keys, `${file}: given`);
  return list(found['cases'], `${file}: cases`).map((item, index) => {
    const where = `${file}: cases[${index}]`;
    const one = object(item, ['name', 'why', 'covers', 'expect', ...kind.keys], where);
    text(one['why'], `${where}: why`);
    const { name, why: _, covers = [], expect, ...own } = one;
    const wanted = record(expect, `${where}: expect`);
    if (Object.keys(wanted).length === 0) throw new Error(`${where}: expects nothing`);
    return {
      ...{ file, name: text(name, where), kind, from: { ...given, ...own }, expect: wanted },
      covers: texts(covers, `${where}: covers`),
    };
  });
}
