import type { UnknownValue } from '../report/access-model.ts';
import type { Json, JsonObject } from './json-value.ts';
import type { StackLocation } from './scope.ts';
import type { GivenValues } from './unknown-values.ts';

/** A resource that the stack would have. */
export interface ResolvedResource {
  readonly logicalId: string;
  /** The file of the template that declares it, if that is known. */
  readonly file?: string;
  readonly type: string;
  /** All properties, resolved. Unknown parts are holes; see unknown-text.ts and Either. */
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** Unknown conditions on which its existence depends; empty: it exists. */
  readonly mayExist: readonly string[];
  /** Returns the value of Ref. */
  ref(): string;
  /** Returns the value of GetAtt. */
  attribute(name: string): string;
}

/** The resources of a stack and its nested stacks. */
export interface TemplateResources {
  readonly location: StackLocation;
  /** Returns all resources. @throws TemplateError for one that is not valid. */
  resources(): readonly ResolvedResource[];
  /** Returns the causes of the holes in a text. */
  causesIn(text: string): readonly UnknownValue[];
  /** Macros that AWS does not provide, and loops over an unknown collection, with the kind of each. */
  readonly macros: ReadonlyMap<string, string>;
  /** Returns the value that was given under a key, or a hole with this key. */
  value(key: string, why: string): Json;
  /** Returns the unknown values that were requested from `value`. */
  asked(): readonly UnknownValue[];
}

/** A template resolved for one location and one set of values. */
export interface ResolvedTemplate extends TemplateResources {
  /** Types of all resources that the stack would have, by logical id. */
  readonly types: ReadonlyMap<string, string>;
  /** Returns a resource. @throws TemplateError if it does not exist or is not valid. */
  resource(logicalId: string): ResolvedResource;
  /** Returns the outputs, resolved. */
  outputs(): ReadonlyMap<string, Json>;
  /** Returns the names of the exports, each with its output. */
  exports(): ReadonlyMap<string, string>;
  /**
   * Checks the parts of the template that are otherwise resolved only on request: all conditions, mappings,
   * outputs and resources, also of nested stacks.
   * @throws TemplateError for a part that is not valid; TemplateErrors for several.
   */
  check(): void;
}

/** Values and files that a template uses. */
export interface ResolveOptions {
  /** The file of the template, for its errors. */
  readonly file?: string;
  /** Values of unknown values, by their key: imports, SSM parameters, dynamic references, ... */
  readonly values?: GivenValues;
  /** Receives the keys of all requested values, given or not. */
  readonly askedFor?: Set<string>;
  /** Texts of files that AWS::Include names, by location. */
  readonly files?: Readonly<Record<string, string>>;
  /** Templates of nested stacks, by logical id. */
  readonly nested?: Readonly<Record<string, TemplateTree>>;
  /** Returns what another stack exports under a name. */
  readonly imports?: (name: string) => Json | undefined;
  /** The prefix of the names of a nested stack: `Child/`. */
  readonly prefix?: string;
}

/** A parsed template and the templates of its nested stacks, by logical id. */
export interface TemplateTree {
  /** The file of the template, for its errors. */
  readonly file?: string;
  readonly template: JsonObject;
  readonly nested: Readonly<Record<string, TemplateTree>>;
}
