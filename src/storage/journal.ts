/**
 * The journal: what was played, one JSON record a line, only ever added to.
 *
 * It must survive whatever a disk and a person do to it. A record is one write in append mode and an fsync, so
 * two games at once do not mix lines and a killed game loses nothing that was acknowledged. A line that cannot be
 * read stays where it is, is copied aside once, and costs nothing but itself. A disk that takes nothing is told as
 * a value; the records of this game stay in memory and go out with the next one that can be written.
 */
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../result.ts';
import { type Line, linesOf, longestLine } from './lines.ts';

export type JournalIssue = {
  readonly code: 'journal-unreadable' | 'journal-foreign-lines' | 'journal-not-written';
  readonly file: string;

  /** Which lines, counted from 1, where the issue is about lines. */
  readonly lines?: readonly number[];

  /** One sentence for people. */
  readonly message: string;
};

export type Journal<Entry> = {
  readonly file: string;

  /** What was read, in the file's order. What is appended later is not in it. */
  readonly records: readonly Entry[];

  /** What was wrong on opening, and was not told at an earlier opening. */
  readonly issues: readonly JournalIssue[];

  /** Returns when the record is on the disk, or with the reason why it is not. Never throws for what a disk does. */
  readonly append: (record: Entry) => Result<void, JournalIssue>;
};

export const journalName = 'journal.jsonl';

/** Copies of lines that could not be read. Whoever wants them back finds them there, and in the journal still. */
export const rejectedName = 'journal.rejected.jsonl';

/**
 * Open the journal in `folder`; neither needs to exist, and opening creates nothing.
 *
 * @param decode gives a record, or nothing for a value that is not one.
 */
export function openJournal<Entry>(
  folder: string,
  decode: (value: unknown) => Entry | undefined,
): Journal<Entry> {
  const file = join(folder, journalName);
  const { records, rejected, issues } = readRecords(file, decode);
  return {
    file,
    records,
    issues: [...issues, ...keepAside(folder, file, rejected)],
    append: appender(folder, file),
  };
}

type Contents<Entry> = {
  readonly records: readonly Entry[];
  readonly rejected: readonly Line[];
  readonly issues: readonly JournalIssue[];
};

function readRecords<Entry>(file: string, decode: (value: unknown) => Entry | undefined): Contents<Entry> {
  const records: Entry[] = [];
  const rejected: Line[] = [];
  const issues: JournalIssue[] = [];
  try {
    // A pipe or a device could be waited on for ever.
    if (!statSync(file).isFile()) throw new Error('it is not a file');
    for (const line of linesOf(file)) {
      const record = decode(parseLine(line));
      if (record === undefined) rejected.push(line);
      else records.push(record);
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      const message = `Your progress cannot be read from ${file}: ${reason(error)}.`;
      issues.push({ code: 'journal-unreadable', file, message });
    }
  }
  return { records, rejected, issues };
}

function parseLine({ bytes }: Line): unknown {
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Copy lines that could not be read to the file beside, and report those that were not there yet. */
function keepAside(folder: string, file: string, rejected: readonly Line[]): readonly JournalIssue[] {
  if (rejected.length === 0) return [];
  const aside = join(folder, rejectedName);
  const known = linesAside(aside);
  const fresh = rejected.filter(line => !known.has(asideText(line)));
  if (fresh.length === 0) return [];

  let copied = '';
  try {
    appendFileSync(aside, fresh.map(line => `${asideText(line)}\n`).join(''));
    copied = ` A copy is in ${rejectedName}.`;
  } catch {
    // Nothing is lost: the lines are still in the journal. They are told again next time.
  }
  const lines = fresh.map(line => line.number);
  const which = lines.length === 1 ? `line ${lines[0]}` : `${lines.length} lines (first ${lines[0]})`;
  const message = `${file}: ${which} could not be read and stayed as it was; all the rest counts.${copied}`;
  return [{ code: 'journal-foreign-lines', file, lines, message }];
}

function linesAside(aside: string): ReadonlySet<string> {
  try {
    return statSync(aside).isFile() ? new Set(readFileSync(aside, 'utf8').split('\n')) : new Set();
  } catch {
    return new Set();
  }
}

/** A rejected line as it is kept aside: as text, whatever its bytes are; an endless one only by its number. */
const asideText = ({ number, bytes }: Line): string =>
  bytes === undefined ? `(line ${number}: longer than ${longestLine} bytes)` : bytes.toString('utf8');

function appender<Entry>(folder: string, file: string): (record: Entry) => Result<void, JournalIssue> {
  let waiting = '';
  return record => {
    waiting += `${JSON.stringify(record)}\n`;
    try {
      makeFolder(folder);
      if (writeDown(file, waiting) === 'new file') syncFolder(folder);
      waiting = '';
      return ok(undefined);
    } catch (error) {
      const message = `Your progress is not saved, only remembered until you quit: ${reason(error)}.`;
      return fail({ code: 'journal-not-written', file, message });
    }
  };
}

/** Makes a folder and those above it. Node's own recursive way never returns where the system refuses with ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    const parent = dirname(folder);
    if (codeOf(error) !== 'ENOENT' || parent === folder || existsSync(parent)) throw error;
    makeFolder(parent);
    mkdirSync(folder);
  }
}

/** One write at the end of the file, on the disk when this returns. Throws when any of it did not work. */
function writeDown(file: string, text: string): 'new file' | 'old file' {
  const descriptor = openSync(file, 'a+');
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new Error('it is not a file');
    // What a crash cut short must not swallow this record.
    const bytes = Buffer.from(endsInLine(descriptor, status.size) ? text : `\n${text}`);
    const written = writeSync(descriptor, bytes);
    if (written < bytes.length) throw new Error('no space left on the device');
    fsyncSync(descriptor);
    return status.size === 0 ? 'new file' : 'old file';
  } finally {
    closeSync(descriptor);
  }
}

function endsInLine(descriptor: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

/** A new file outlives a power cut only if its folder was written, too. Not every system can; then it is not. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    // The record itself is on the disk.
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Node's `ENOSPC: no space left on device, write` as words for people. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^[A-Z]+: /, '').replace(/, \w+( '.*')?$/, '');
}
