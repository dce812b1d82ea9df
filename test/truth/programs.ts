/** The programs that the simulation is compared with CPython on. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { parse } from '../../src/python/index.ts';

export type TestProgram = { readonly id: string; readonly source: string };

/** A level with one list of its moves. */
export type Played = { readonly id: string; readonly program: string; readonly moves: readonly string[] };

const root = fileURLToPath(new URL('../../', import.meta.url));

/** test/fixtures/programs: together they use everything the subset has. */
export const fixturePrograms = (): readonly TestProgram[] =>
  readdirSync(`${root}test/fixtures/programs`)
    .filter(file => file.endsWith('.py'))
    .map(file => ({ id: file, source: readFileSync(`${root}test/fixtures/programs/${file}`, 'utf8') }));

type LevelFile = {
  readonly id: string;
  readonly program: string;
  readonly solution?: readonly string[];
  readonly tempting?: readonly { readonly moves: readonly string[]; readonly illegal?: boolean }[];
};

/** Every level with its solution, with each tempting line, and without a move. */
export const playedLevels = (): readonly Played[] =>
  readdirSync(`${root}levels`, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml') && !file.endsWith('chapter.yaml'))
    .map(file => parseYaml(readFileSync(`${root}levels/${file}`, 'utf8')) as LevelFile)
    .flatMap(({ id, program, solution = [], tempting = [] }) => [
      { id: `${id}: no move`, program, moves: [] },
      { id: `${id}: solution`, program, moves: solution },
      ...tempting
        .filter(line => line.illegal !== true)
        .map((line, index) => ({ id: `${id}: tempting ${index + 1}`, program, moves: line.moves })),
    ]);

/** The slot of a move, and the statement: `[2] del a`. */
export const readMove = (move: string): { slot: number; text: string } => {
  const [, slot = '1', text = ''] = /^(?:\[(\d)\]\s*)?(.*)$/.exec(move) ?? [];
  return { slot: Number(slot), text };
};

/** The program with the moves as statements of its text, where its slots are. */
export const withMoves = (program: string, moves: readonly string[]): string => {
  const read = parse(program);
  if (!read.ok) throw new Error(`${program}: ${read.issues[0]?.message}`);
  const text = program.endsWith('\n') || program === '' ? program : `${program}\n`;
  const placed = moves.map(readMove);
  const lines = text.split('\n').flatMap(line => {
    const [, indent = '', slot] = /^(\s*)#\s*(?:moves|slot\s+(\d))\s*$/.exec(line) ?? [];
    if (slot === undefined && !/^\s*#\s*moves\s*$/.test(line)) return [line];
    return placed.filter(move => move.slot === Number(slot ?? 1)).map(move => indent + move.text);
  });
  const hasSlot = /^\s*#\s*(?:moves|slot\s+\d)\s*$/m.test(text);
  return hasSlot ? lines.join('\n') : `${text}${placed.map(move => `${move.text}\n`).join('')}`;
};
