/** YAML to data, with the line of every part of it. Files may come from strangers, so what is odd is refused. */
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { fail, ok, type Result } from '../result.ts';
import type { LevelIssueCode, Path } from './issue.ts';

/** In characters. The longest level that comes with the game has a twentieth of it. */
export const longestFile = 65_536;

export type YamlProblem = {
  readonly code: LevelIssueCode;
  readonly message: string;
  readonly line?: number;
};

export type YamlData = {
  readonly data: unknown;

  /** The line of a part, or of the nearest part around it that exists. */
  readonly lineOf: (path: Path) => number;

  /** The line of the file in which line `line` of a text stands; that of the text itself unless it is a `|` block. */
  readonly lineIn: (path: Path, line: number) => number;
};

export function readYaml(text: string): Result<YamlData, YamlProblem> {
  if (text.length > longestFile) {
    return fail({ code: 'too-large', message: `The file has more than ${longestFile} characters.` });
  }
  const counter = new LineCounter();
  const document = parsed(text, counter);
  if (document === undefined) return fail({ code: 'too-large', message: 'The file is nested too deeply.' });

  const problems = problemsOf(document, counter);
  if (problems.length > 0) return fail(...problems);
  return ok({
    data: document.toJS({ maxAliasCount: 0 }),
    lineOf: path => counter.linePos(nodeAt(document, path).start).line,
    lineIn: (path, line) => {
      const { start, block } = nodeAt(document, path);
      return counter.linePos(block ?? start).line + (block === undefined ? 0 : line);
    },
  });
}

/** Undefined for a text that is nested more deeply than the parser, which is recursive, can follow. */
function parsed(text: string, lineCounter: LineCounter): Document | undefined {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function problemsOf(document: Document, counter: LineCounter): YamlProblem[] {
  const lineAt = (offset: number) => counter.linePos(offset).line;
  const problems = [...document.errors, ...document.warnings].map(({ code, message, pos }): YamlProblem => {
    if (code === 'DUPLICATE_KEY') {
      return {
        code: 'duplicate-key',
        message: 'This key stands here for the second time.',
        line: lineAt(pos[0]),
      };
    }
    return { code: 'yaml', message: `${message}.`, line: lineAt(pos[0]) };
  });
  // Copies of copies make gigabytes of a few lines, and a level repeats nothing that long.
  visit(document, {
    Alias: (_, { range }) => {
      problems.push({
        code: 'yaml',
        message: 'A level repeats nothing by an alias (*name): write it out.',
        line: lineAt(range?.[0] ?? 0),
      });
      return visit.BREAK;
    },
  });
  return problems.slice(0, 20);
}

type Place = {
  /** Offset of the key of the part, or of its first character. */
  readonly start: number;

  /** Offset of the `|` of a text whose lines stand below it as they are. */
  readonly block?: number;
};

/** Where the part at `path` begins, or the nearest part around it that exists. */
function nodeAt(document: Document, path: Path): Place {
  let node: Node | null = document.contents;
  let start = startOf(node);
  for (const step of path) {
    const key = isMap(node) ? keyOf(node, step) : undefined;
    const next: unknown = isCollection(node) ? node.get(step, true) : undefined;
    if (!isNode(next) && key === undefined) break;
    node = isNode(next) ? next : null;
    start = startOf(key ?? node);
  }
  return isScalar(node) && node.type === 'BLOCK_LITERAL' ? { start, block: startOf(node) } : { start };
}

const keyOf = (map: YAMLMap, step: string | number): Node | undefined =>
  map.items.map(({ key }) => key).find((key): key is Node => isScalar(key) && key.value === step);

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;
