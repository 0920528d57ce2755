// YAML text to a source tree. Whatever the text, it ends soon and in diagnostics: size and nesting are bounded while the
// tokens are read, before anything recurses, and aliases share their anchor's value instead of copying it.

import type { ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import { Composer, type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml';
import { type DiagnosticCode, type Path, show } from '../diagnostics.js';
import { isSecret } from './secrets.js';
import { type Entry, FORBIDDEN_KEY, listNode, mapNode, type Origin, type SourceNode, scalarNode } from './tree.js';

export const MAX_CHARACTERS = 5_000_000;
/** Values in a scenario, aliases counted as often as they are used. */
export const MAX_VALUES = 100_000;
/** What the parser cuts a text into: about ten a value. */
const MAX_LEXEMES = 500_000;
/** Far beyond what a scenario needs, far below what any later recursion bears. */
export const MAX_DEPTH = 64;
const MAX_SYNTAX_PROBLEMS = 20;

/** A problem of the text itself, which has a position and not yet a path. */
export interface TextProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string;
  readonly path: Path;
  readonly origin: Origin;
}

export interface ParsedText {
  /** Null where the text gave no tree; with problems there may be a tree all the same. */
  readonly root: SourceNode | null;
  readonly problems: readonly TextProblem[];
}

/** Thrown inside this file alone, where going on would cost time or sense. */
class Refusal extends Error {
  readonly code: DiagnosticCode;
  readonly offset: number;

  constructor(code: DiagnosticCode, message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

/** Parses one YAML 1.2 document (JSON is a subset). `fixed` stands for every position, for text from a flag. */
export function parseYaml(written: string, fixed?: Origin): ParsedText {
  const text = written.replace(/^\ufeff/, '');
  const problems: TextProblem[] = [];
  const lines = new LineCounter();
  const originOf = (offset: number): Origin => fixed ?? { kind: 'file', ...place(lines, offset) };
  const report: Report = (code, message, offset, path = [], hint) => {
    problems.push({ code, message, path, origin: originOf(offset), ...(hint === undefined ? {} : { hint }) });
  };
  try {
    refuseUnreadable(text, lines);
    const document = composeOne(text, lines, report);
    if (document === null) return { root: null, problems };
    const root = convert(document, { originOf, report, anchors: new Map(), values: 0 });
    return { root, problems };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report(error.code, error.message, error.offset);
    return { root: null, problems };
  }
}

type Report = (code: DiagnosticCode, message: string, offset: number, path?: Path, hint?: string) => void;

function place(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function refuseUnreadable(text: string, lines: LineCounter): void {
  lines.addNewLine(0);
  if (text.length > MAX_CHARACTERS) {
    throw new Refusal('too-large', `the file has ${text.length} characters; the limit is ${MAX_CHARACTERS}`, 0);
  }
  const control = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/);
  if (control < 0) return;
  for (let at = text.indexOf('\n'); at >= 0 && at < control; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  throw new Refusal(
    'control-character',
    `holds the character ${show(text.charAt(control))}; is this a text file?`,
    control,
  );
}

/** The only document, or null where there is none or its syntax is wrong. */
function composeOne(text: string, lines: LineCounter, report: Report): Document.Parsed | null {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    resolveKnownTags: false,
    merge: false,
  });
  let first: Document.Parsed | null = null;
  for (const document of composer.compose(tokens(text, lines), false, text.length) as Iterable<Document.Parsed>) {
    if (first !== null) {
      report('several-documents', 'the file holds several documents; a scenario is one', document.range[0]);
      return null;
    }
    first = document;
    const wrong = [...document.errors, ...document.warnings];
    for (const error of wrong.slice(0, MAX_SYNTAX_PROBLEMS)) {
      report('yaml-syntax', show(error.message, 200), error.pos[0], [], syntaxHint(error.code));
    }
    if (wrong.length > 0) return null;
  }
  return first;
}

/** The parser's own stack is the nesting: it is looked at after each lexeme. */
function* tokens(text: string, lines: LineCounter): ReturnType<Parser['parse']> {
  const parser = new Parser(lines.addNewLine);
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (++count > MAX_LEXEMES) throw new Refusal('too-large', `more than ${MAX_VALUES} values`, parser.offset);
    if (parser.stack.length > MAX_DEPTH) {
      throw new Refusal('too-deep', `nested more than ${MAX_DEPTH} levels deep`, parser.offset);
    }
  }
  yield* parser.end();
}

function syntaxHint(code: string): string | undefined {
  if (code === 'TAB_AS_INDENT') return 'indent with spaces';
  if (code === 'MISSING_CHAR') return 'is a quote, a comma or a bracket missing?';
  return undefined;
}

interface Conversion {
  readonly originOf: (offset: number) => Origin;
  readonly report: Report;
  readonly anchors: Map<string, SourceNode>;
  values: number;
}

function convert(document: Document.Parsed, state: Conversion): SourceNode | null {
  if (document.contents === null) return null;
  const root = nodeOf(document.contents, [], state);
  const offset = document.contents.range[0];
  if (root.size > MAX_VALUES)
    throw new Refusal('too-large', `aliases expand to ${root.size} values; the limit is ${MAX_VALUES}`, offset);
  if (root.depth > MAX_DEPTH)
    throw new Refusal('too-deep', `aliases nest ${root.depth} levels deep; the limit is ${MAX_DEPTH}`, offset);
  return root;
}

function nodeOf(node: ParsedNode, path: Path, state: Conversion): SourceNode {
  const offset = node.range[0];
  if (++state.values > MAX_VALUES) throw new Refusal('too-large', `more than ${MAX_VALUES} values`, offset);
  if (isAlias(node)) return aliased(node.source, offset, path, state);
  const made = isMap(node) ? mapOf(node, path, state) : isSeq(node) ? listOf(node, path, state) : scalarOf(node, state);
  if (node.anchor !== undefined) state.anchors.set(node.anchor, made);
  return made;
}

function aliased(name: string, offset: number, path: Path, state: Conversion): SourceNode {
  const target = state.anchors.get(name);
  if (target !== undefined) return target;
  state.report(
    'bad-alias-node',
    `*${isSecret(path) ? '…' : show(name)} names no anchor that ends before it`,
    offset,
    path,
  );
  return scalarNode(null, state.originOf(offset));
}

function scalarOf(node: ParsedNode, state: Conversion): SourceNode {
  const value: unknown = isScalar(node) ? node.value : null;
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return scalarNode(plain, state.originOf(node.range[0]));
}

function listOf(list: YAMLSeq, path: Path, state: Conversion): SourceNode {
  const offset = list.range?.[0] ?? 0;
  const items = list.items.map((item, index) => nodeOf(item as ParsedNode, [...path, index], state));
  return listNode(items, state.originOf(offset));
}

/** The first of two equal keys counts; what `<<` merges gives way to the map's own keys. */
function mapOf(map: YAMLMap, path: Path, state: Conversion): SourceNode {
  const entries = new Map<string, Entry>();
  const merged: SourceNode[] = [];
  for (const pair of map.items) {
    const keyNode = pair.key as ParsedNode | null;
    const offset = keyNode?.range[0] ?? map.range?.[0] ?? 0;
    const key = keyText(keyNode, path, offset, state);
    if (key === null) continue;
    const keyOrigin = state.originOf(offset);
    const valueNode = pair.value as ParsedNode | null;
    const value = valueNode === null ? scalarNode(null, keyOrigin) : nodeOf(valueNode, [...path, key], state);
    const earlier = entries.get(key);
    if (key === '<<') merged.push(...(value.kind === 'list' ? value.items : [value]));
    else if (earlier !== undefined) reportDuplicate([...path, key], earlier.keyOrigin, offset, state);
    else entries.set(key, { keyOrigin, value });
  }
  const offset = map.range?.[0] ?? 0;
  for (const from of merged) mergeInto(entries, from, offset, path, state);
  return mapNode(entries, state.originOf(offset));
}

function keyText(node: ParsedNode | null, path: Path, offset: number, state: Conversion): string | null {
  const resolved = node === null ? null : isAlias(node) ? aliased(node.source, offset, path, state) : node;
  const value = resolved !== null && 'value' in resolved ? resolved.value : null;
  if (value === null || typeof value === 'object') {
    state.report('bad-key', 'a key must be text', offset, path);
    return null;
  }
  const key = String(value);
  if (key !== FORBIDDEN_KEY) return key;
  state.report('bad-key', `${FORBIDDEN_KEY} cannot be a key`, offset, path);
  return null;
}

function reportDuplicate(path: Path, earlier: Origin, offset: number, state: Conversion): void {
  const name = show(String(path.at(-1)));
  const where = earlier.kind === 'file' ? `, first on line ${earlier.line}` : '';
  const isFunction = path.length === 2 && path[0] === 'functions';
  if (!isFunction) state.report('duplicate-key', `"${name}" is given twice${where}`, offset, path);
  else
    state.report(
      'duplicate-function',
      `two functions are named "${name}"${where}; AWS: Function already exist`,
      offset,
      path,
    );
}

function mergeInto(entries: Map<string, Entry>, from: SourceNode, offset: number, path: Path, state: Conversion): void {
  if (from.kind !== 'map') {
    state.report('bad-key', '<< merges maps only', offset, path);
    return;
  }
  state.values += from.entries.size;
  if (state.values > MAX_VALUES) throw new Refusal('too-large', `<< merges more than ${MAX_VALUES} values`, offset);
  for (const [key, entry] of from.entries) if (!entries.has(key)) entries.set(key, entry);
}
