/**
 * What is wrong with a trace of the right form, as far as it can be known without running it: ids that nothing makes,
 * objects of the wrong kind, calls that do not return. Whether an object is still alive only a run can tell.
 */
import type { Path, TraceProblem } from './decode.ts';
import type { Observation, Op, Step, Trace } from './trace.ts';

export function problemsOfSense(trace: Trace): readonly TraceProblem[] {
  return new Reader(trace).problems();
}

/** Kinds that an operation can be done to, where not all can. */
const kindsFor: Readonly<Record<string, readonly string[]>> = {
  attr: ['inst', 'slots', 'module'],
  delattr: ['inst', 'slots', 'module'],
  append: ['list'],
  insert: ['list'],
  setitem: ['list'],
  delitem: ['list'],
  pop: ['list'],
  clear: ['list', 'dict', 'set'],
  dset: ['dict'],
  ddel: ['dict'],
  sadd: ['set'],
  sdiscard: ['set'],
  cellset: ['cell'],
  celldel: ['cell'],
};

/** SPEC WR-12. */
const canBeTargets = ['inst', 'slots', 'set', 'func', 'method', 'module'];
const canBeElements = ['inst', 'slots'];

type Frame = { readonly locals: Set<string>; readonly index: number };

class Reader {
  private readonly trace: Trace;
  private readonly found: TraceProblem[] = [];
  /** The kind of each object that an operation up to now, or one of its scripts, makes. */
  private readonly kinds = new Map<string, string>();
  /** Slots of instances that have some, items of lists: both change by operations only. */
  private readonly slots = new Map<string, readonly string[]>();
  private readonly lengths = new Map<string, number>();
  private readonly frames: Frame[] = [];
  /** What scripts name: they may run when later operations have made it. */
  private readonly named: { readonly id: string; readonly path: Path }[] = [];

  constructor(trace: Trace) {
    this.trace = trace;
  }

  problems(): readonly TraceProblem[] {
    const { ops, obs, auto, threshold } = this.trace;
    if (auto === true && threshold === undefined)
      this.say(['threshold'], 'This is missing: automatic collection (auto) needs thresholds.');
    for (const [index, op] of ops.entries()) this.operation(op, index);
    for (const { index } of this.frames) this.say(['ops', index], 'This call never returns (no ret).');
    for (const { id, path } of this.named) this.needs(id, path, ['weakref']);
    if (obs.length !== ops.length)
      this.say(['obs'], `Operations: ${ops.length}, observations: ${obs.length}; each operation needs one.`);
    for (const [index, observation] of obs.entries()) this.observation(observation, ['obs', index]);
    this.versions();
    return this.found;
  }

  private say(path: Path, message: string): void {
    this.found.push({ path, message });
  }

  // Operations.

  private operation(op: Op, index: number): void {
    const path = ['ops', index];
    if (op.op === 'new') this.birth(op, index);
    else {
      this.operands(op, path);
      if (op.op === 'push') this.call(op, index);
      else this.local(op, path);
    }
  }

  private birth(op: Op, index: number): void {
    const path = ['ops', index];
    const { id = '', kind = '' } = op;
    this.operands(op, path);
    if (kind === 'weakref') this.needs(op.target, [...path, 'target'], canBeTargets);
    if (typeof op.cb === 'string') this.needs(op.cb, [...path, 'cb'], ['func']);
    this.needs(op.closure, [...path, 'closure'], ['tuple']);
    this.needs(op.self, [...path, 'self']);
    // A weak reference that was there before: the new id names nothing. Every newborn has a count; `same` may speak of
    // what a script asked for meanwhile.
    const { same, rc = {} } = this.trace.obs[index] ?? {};
    if (same === undefined || Object.hasOwn(rc, id)) this.makes(id, kind, [...path, 'id']);
    if (op.dict !== undefined) this.makes(op.dict, 'dict', [...path, 'dict']);
    if (kind === 'slots') this.slots.set(id, op.slots ?? ['a', 'b', 'c', 'd']);
    if (kind === 'list') this.lengths.set(id, op.items?.length ?? 0);
    this.script(op.fin, [...path, 'fin']);
    if (typeof op.cb !== 'string') this.script(op.cb, [...path, 'cb']);
    this.local(op, path);
  }

  private operands(op: Op, path: Path): void {
    this.needs(op.obj, [...path, 'obj'], kindsFor[op.op]);
    if (op.wr !== undefined) this.needs(op.wr, [...path, 'wr'], ['weakref']);
    const elements = op.op === 'sadd' || op.op === 'sdiscard' ? canBeElements : undefined;
    if (typeof op.to === 'string') this.needs(op.to, [...path, 'to'], elements);
    for (const [place, item] of (op.items ?? []).entries()) {
      const id = typeof item === 'object' && item !== null ? item[1] : item;
      if (id !== null)
        this.needs(id, [...path, 'items', place], op.kind === 'set' ? canBeElements : undefined);
    }
    this.slot(op, path);
    this.position(op, path);
  }

  private slot(op: Op, path: Path): void {
    const slots = this.slots.get(op.obj ?? '');
    if (op.name === undefined || slots === undefined || slots.includes(op.name)) return;
    this.say([...path, 'name'], `There is no such slot; ${op.obj} has ${slots.join(', ') || 'none'}.`);
  }

  private position(op: Op, path: Path): void {
    const length = this.lengths.get(op.obj ?? '');
    if (length === undefined) return;
    if (op.op === 'clear') this.lengths.set(op.obj ?? '', 0);
    if (op.op === 'append' || op.op === 'insert') this.lengths.set(op.obj ?? '', length + 1);
    const removes = op.op === 'pop' || op.op === 'delitem';
    if (!removes && op.op !== 'setitem') return;
    const has = length === 1 ? '1 item' : `${length} items`;
    if ((op.at ?? 0) >= length) this.say([...path, 'at'], `There is no such place: ${op.obj} has ${has}.`);
    else if (removes) this.lengths.set(op.obj ?? '', length - 1);
  }

  private call(op: Op, index: number): void {
    const locals = new Set<string>();
    for (const [place, [local, id]] of (op.args ?? []).entries()) {
      if (locals.has(local)) this.say(['ops', index, 'args', place], 'This parameter was there already.');
      locals.add(local);
      this.needs(id, ['ops', index, 'args', place]);
    }
    this.frames.push({ locals, index });
  }

  private local(op: Op, path: Path): void {
    if (op.op === 'ret') {
      if (op.var !== undefined && op.to === undefined)
        this.say(path, 'What is returned is missing: a ret with var needs a to.');
      if (this.frames.pop() === undefined) this.say(path, 'This returns (ret) without a call (push) before.');
    }
    const { var: variable } = op;
    if (variable?.startsWith('l_') !== true) return;
    const locals = this.frames.at(-1)?.locals;
    if (locals === undefined) this.say([...path, 'var'], 'There are no locals outside a call (push).');
    else if (op.op !== 'del') locals.add(variable);
    else if (!locals.delete(variable)) this.say([...path, 'var'], `There is no local ${variable} here.`);
  }

  private script(steps: readonly Step[] | undefined, path: Path): void {
    for (const [index, step] of (steps ?? []).entries()) {
      const at = [...path, index];
      if (step.wr !== undefined) this.named.push({ id: step.wr, path: [...at, 'wr'] });
      if (step.id !== undefined) this.makes(step.id, step.kind ?? 'weakref', [...at, 'id']);
    }
  }

  private makes(id: string, kind: string, path: Path): void {
    if (this.kinds.has(id)) this.say(path, `${id} is made for the second time.`);
    this.kinds.set(id, kind);
  }

  private needs(id: string | undefined, path: Path, kinds?: readonly string[]): void {
    if (id === undefined) return;
    const kind = this.kinds.get(id);
    if (kind === undefined) this.say(path, `Nothing makes an object ${id} before this.`);
    else if (kinds !== undefined && !kinds.includes(kind))
      this.say(
        path,
        `This needs an object of the kind ${kinds.join(' or ')}, but ${id} is of the kind ${kind}.`,
      );
  }

  // Recordings.

  private versions(): void {
    const { python, versions, ops } = this.trace;
    for (const [version, recorded] of Object.entries(versions)) {
      const path = ['versions', version];
      if (version === python) this.say(path, 'This version is the one of obs (python) already.');
      if (typeof recorded === 'string') this.alias(recorded, path);
      else
        for (const [index, observation] of Object.entries(recorded.obs)) {
          const at = [...path, 'obs', index];
          if (Number(index) >= ops.length) this.say(at, `There is no operation ${index}.`);
          else this.observation(observation, at);
        }
    }
  }

  private alias(recorded: string, path: Path): void {
    if (recorded === 'same') return;
    const target = recorded.slice('as '.length);
    const { versions } = this.trace;
    if (!Object.hasOwn(versions, target)) this.say(path, `There is nothing under the version ${target}.`);
    else if (typeof versions[target] === 'string' && versions[target] !== 'same')
      this.say(path, `${target} itself points to another version: "as" is never a chain.`);
  }

  private observation(observation: Observation, path: Path): void {
    const check = (ids: Iterable<string | null>, key: string): void => {
      for (const id of ids)
        if (id !== null && !this.kinds.has(id)) this.say([...path, key], `Nothing makes an object ${id}.`);
    };
    const {
      ev = [],
      rc = {},
      gen = {},
      fin = [],
      wr = {},
      vars = {},
      order = {},
      q = [],
      so = {},
    } = observation;
    check(
      ev.map(event => event.slice(event.indexOf(':') + 1)),
      'ev',
    );
    check(Object.keys(rc), 'rc');
    check(Object.keys(gen), 'gen');
    check(fin, 'fin');
    check([...Object.keys(wr), ...Object.values(wr)], 'wr');
    check(
      Object.values(vars).filter(value => value !== '-'),
      'vars',
    );
    check(Object.values(order).flat(), 'order');
    check(q, 'q');
    check([...Object.keys(so), ...Object.values(so).flat()], 'so');
    check(observation.same === undefined ? [] : [observation.same], 'same');
    check(observation.garbage ?? [], 'garbage');
  }
}
