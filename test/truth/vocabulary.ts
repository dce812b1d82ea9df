/** The words of the families: what a statement of a random program can be. */
import * as fc from 'fast-check';
import type { Statement } from './draft.ts';
import { AUTOMATIC, type Family } from './families.ts';
import { one, oneOf, text, type Weighted, type Words } from './words.ts';

type Feature = 'calls' | 'finalizers' | 'callbacks' | 'the module alone';
export type Scope = {
  readonly names: readonly string[];
  readonly holders: readonly string[];
  /** What else can be said here. What runs by itself makes nothing that would make it run again, for ever. */
  readonly has: ReadonlySet<Feature>;
};

export const MODULE: Scope = {
  names: ['a', 'b', 'c', 'e', 'a', 'b', 'c'],
  holders: ['xs', 'ys', 'd', 's', 't', 'r', 'w'],
  has: new Set(['calls', 'finalizers', 'callbacks', 'the module alone']),
};
export const LOCAL: Scope = {
  names: ['p', 'q', 'u', 'v'],
  holders: ['a', 'xs'],
  has: new Set(['finalizers', 'callbacks']),
};
/** It can save its object, or a neighbour, in what the names of the module refer to. */
export const FINALIZER: Scope = {
  names: ['self', 'self', 'self.next', 'u'],
  holders: ['a', 'b'],
  has: new Set(['callbacks']),
};
export const CALLBACK: Scope = { names: ['ref', 'u', 'a.next'], holders: ['a', 'b'], has: new Set([]) };

export class Vocabulary {
  private readonly families: ReadonlySet<Family>;
  private readonly scope: Scope;
  /** Without calls a function has one local of its own to release, its argument: the order is another in 3.14 (RC-14). */
  private readonly bindsNames: boolean;
  private readonly attribute = one('next', 'next', 'x', 'me');
  private readonly list = one('xs', 'ys', 'xs', 'a.xs');
  private readonly key = one('"k"', '"l"', '"m"');
  private readonly label = one('n', 'm', 'o', 'p');
  private readonly name: Words;
  /** What can be read. */
  private readonly path: Words;
  /** What can be bound and deleted. */
  private readonly place: Words;
  private readonly callback: Words;
  private readonly value: Words;
  readonly statement: fc.Arbitrary<Statement>;

  constructor(families: ReadonlySet<Family>, scope: Scope) {
    this.families = families;
    this.scope = scope;
    this.bindsNames = scope === MODULE || families.has('calls');
    const names = scope.names.filter(known => this.bindsNames || known !== 'u');
    this.name = oneOf([8, one(...names)], [1, one(...scope.holders)]);
    this.path = this.makePath();
    this.place = this.makePlace();
    this.callback = this.makeCallback();
    this.value = fc.letrec<{ value: string }>(tie => ({ value: this.makeValue(tie('value')) })).value;
    this.statement = this.makeStatement();
  }

  private makePath(): Words {
    return oneOf(
      [5, this.name],
      [3, text`${this.name}.${this.attribute}`],
      [1, text`${this.name}.${this.attribute}.${this.attribute}`],
      ...this.ifIn('containers', [1, text`${this.list}[${one('0', '1', '-1')}]`], [1, text`d[${this.key}]`]),
    );
  }

  private makePlace(): Words {
    return oneOf(
      ...(this.bindsNames ? [[4, this.name] as const] : []),
      [4, text`${this.name}.${this.attribute}`],
      [1, text`${this.name}.${this.attribute}.${this.attribute}`],
      ...this.ifIn(
        'containers',
        [1, text`${this.list}[${one('0', '1', '-1')}]`],
        [1, text`d[${this.key}]`],
        [1, text`d[${oneOf([1, one('1', 'None')], [2, this.name])}]`],
      ),
    );
  }

  private makeCallback(): Words {
    return one(
      'gone',
      'gone',
      ...(this.families.has('classes') ? ['b.hook'] : []),
      ...(this.families.has('calls') ? ['keep'] : []),
    );
  }

  private makeValue(inner: Words): Words {
    return oneOf(
      [1, one('None')],
      [7, this.path],
      [5, text`Node("${this.label}")`],
      ...this.ifIn('containers', [4, this.container(inner)]),
      // No display: a collection that one makes due waits for a call, and the recorder's `Node.__new__` is one more.
      ...this.ifIn(AUTOMATIC, [2, text`weakref.ref(${this.name})`]),
      ...this.ifHas(
        'finalizers',
        ...this.ifIn('finalizers', [6, text`${one('Phoenix', 'Ember')}("${this.label}")`]),
      ),
      ...this.ifIn('weak references', [1, text`weakref.ref(${inner})`], [1, text`${one('r', 'w')}()`]),
      ...this.ifHas(
        'callbacks',
        ...this.ifIn('weak references', [3, text`weakref.ref(${inner}, ${this.callback})`]),
      ),
      ...this.ifIn('calls', [2, this.call(inner)]),
      ...this.ifIn('classes', [3, this.object(inner)]),
      ...this.ifIn('spawn and ring', [1, text`spawn("${this.label}", ${one('1', '2', '3')})`]),
      ...this.ifIn('spawn and ring', [1, text`ring("${this.label}", ${one('1', '2', '3')})`]),
      ...this.ifIn('branches and loops', [1, text`(${inner} ${one('or', 'and')} ${inner})`]),
    );
  }

  private call(inner: Words): Words {
    return oneOf(
      [1, text`keep(${inner})`],
      [1, text`swap(${inner}, ${inner})`],
      ...this.ifHas('calls', [2, text`work(${inner})`], [1, text`work(${inner}, q=${inner})`]),
    );
  }

  private container(inner: Words): Words {
    return oneOf(
      [2, text`[${inner}, ${inner}]`],
      [1, text`[${inner}]`],
      // A tuple of constants alone is one of the code's own, which the simulation does not have.
      [1, text`(${this.path}, ${inner})`],
      [1, text`(${this.path},)`],
      [1, text`{${this.key}: ${inner}}`],
      [1, text`{${this.key}: ${inner}, ${this.key}: ${inner}}`],
      [1, text`{${this.name}: ${inner}}`],
      [1, text`(${this.key}, ${this.path})`],
      [1, one('(len(""), None)', '((len(""),), 2)', '{1: None}', '{1: (len(""),)}', '()')],
      [1, text`{${inner}}`],
      [1, text`xs + [${inner}]`],
      [1, text`${this.list} * 2`],
      [1, text`[${inner}, ${inner}][0]`],
    );
  }

  private object(inner: Words): Words {
    return oneOf(
      [2, text`App("${this.label}")`],
      [1, text`${this.name}.hook(${inner})`],
      [1, text`${this.name}.hook`],
      [1, text`${this.name}.pair(${inner})`],
      [1, text`App("${this.label}").hook`],
      [1, text`App("${this.label}").hook(${inner})`],
      [1, text`Box(${inner}, y=${inner})`],
      [1, text`Box(${inner})`],
    );
  }

  /** Something that hangs on the ring `e`, or nothing. */
  private garbagePart(): Words {
    return oneOf(
      [1, one('')],
      [1, text`e.xs = ${this.value}\n`],
      [1, text`e.x = Phoenix("${this.label}")\ne.x.x = e\n`],
    );
  }

  private method(): Words {
    return oneOf(
      [1, text`${this.list}.append(${this.value})`],
      [1, text`${this.list}.pop(${one('', '0')})`],
      [1, text`${this.list}.clear()`],
      [1, text`${this.list}.reverse()`],
      [1, text`${this.list}.insert(1, ${this.value})`],
      [1, text`${this.list}.remove(${this.path})`],
      [1, text`${this.list}.extend(${this.list})`],
      [1, text`${this.list} += [${this.value}, ${this.value}]`],
      [1, text`d.pop(${this.key})`],
      [1, text`d.pop(${this.key}, ${this.value})`],
      [1, text`d.popitem()`],
      [1, text`d.setdefault(${this.key}, ${this.value})`],
      [1, text`d.update({${this.key}: ${this.value}})`],
      [1, text`d.get(${this.key}, ${this.value})`],
      [1, one('d.clear()')],
      [1, text`s.${one('add', 'discard', 'remove')}(${this.path})`],
      [1, text`said(len(${oneOf([1, this.list], [1, one('d', 's', 't')])}))`],
    );
  }

  private simple(): Words {
    return oneOf(
      [9, text`${this.place} = ${this.value}`],
      [1, text`${this.place} = ${this.place} = ${this.value}`],
      [4, text`del ${this.name}.${this.attribute}`],
      [2, text`del ${this.place}`],
      [1, text`del ${this.place}, ${this.place}`],
      [2, this.value],
      [1, text`mark("${one('x', 'y', 'z')}")`],
      [1, text`said(${this.path} is ${this.path})`],
      [1, text`use(${this.value})`],
      ...this.ifIn('containers', [5, this.method()]),
      ...(this.scope === FINALIZER
        ? [[4, one('xs.append(self)', 'a.next = self', 'b.me = self')] as const]
        : []),
      ...this.ifIn('full collections', [2, one('gc.collect()', 'said(gc.collect())', 'gc.collect(2)')]),
      ...this.ifIn('generations', [2, one('gc.collect(0)', 'gc.collect(1)')]),
      ...this.ifIn('generations', [1, text`said(gc.collect(${one('0', '1')}))`]),
      ...this.ifIn('generations', [1, text`said(${this.path} in gc.get_objects(${one('0', '1', '2')}))`]),
      // 3.14 lends a local where it is only read.
      ...(this.bindsNames ? this.ifIn('counts', [2, text`said(sys.getrefcount(${this.path}))`]) : []),
      ...this.ifIn(
        'questions',
        [1, text`said(gc.is_tracked(${this.value}))`],
        [2, text`said(gc.is_tracked(${one('t', 'd', 't[0]')}))`],
      ),
      ...this.ifIn('questions', [
        2,
        text`t = ${oneOf([1, one('(len(""), None)', '((len(""),), 2)')], [1, text`(${this.path}, ${this.key})`])}`,
      ]),
      // An unfrozen recorder would answer with the names of the module.
      ...(this.families.has('freezing')
        ? []
        : this.ifIn('questions', [
            1,
            this.path.map(of => `said(isinstance(${of}, Node) and len(gc.get_referrers(${of})))`),
          ])),
      ...this.ifIn('questions', [1, text`said(len(gc.get_referents([${this.value}, ${this.value}])))`]),
      ...this.ifIn(
        AUTOMATIC,
        // Not the rule of the quarter (TH-3): what the recorder holds is among what is old.
        [1, text`gc.set_threshold(${one('1', '2', '3', '5')}, ${one('1', '2')}, 100)`],
        [1, one('gc.collect(0)', 'gc.collect(1)', 'gc.collect()', 'gc.enable()', 'gc.disable()')],
      ),
      ...this.ifIn('finalizers', [1, text`said(gc.is_finalized(${this.path}))`]),
      ...this.ifIn('freezing', [3, one('gc.freeze()', 'gc.freeze()', 'gc.unfreeze()')]),
      ...this.ifIn(
        'garbage',
        [1, one('gc.set_debug(gc.DEBUG_SAVEALL)', 'gc.set_debug(0)')],
        [1, one('said(len(gc.garbage))', 'gc.garbage.clear()', 'gc.garbage.pop()', 'ys = gc.garbage')],
      ),
      // Not in such a callback: the list would grow while it is walked.
      ...this.ifHas(
        'the module alone',
        ...this.ifIn('collector callbacks', [
          1,
          one('gc.callbacks.append(told)', 'gc.callbacks.remove(told)'),
        ]),
        ...this.ifIn('finalizers', [
          3,
          text`e = ${one('Phoenix', 'Ember')}("${this.label}")\ne.${this.attribute} = e\n${this.garbagePart()}del e`,
        ]),
      ),
      ...this.ifIn('weak references', [
        1,
        text`said(${one('r', 'w')}() is ${oneOf([1, one('None')], [1, this.path])})`,
      ]),
      ...this.ifHas('the module alone', [1, one('# go', '# moves', 'pass')]),
    );
  }

  private makeStatement(): fc.Arbitrary<Statement> {
    // Parts of an exception are births: with automatic collections nothing raises.
    const mayRaise = !this.families.has(AUTOMATIC);
    const statement = fc
      .tuple(this.simple(), fc.nat(99))
      .map(([head, luck]) => ({ head, dares: luck === 99 && mayRaise }));
    if (!this.families.has('branches and loops') && !this.families.has(AUTOMATIC)) return statement;
    const { nested } = fc.letrec<{ nested: Statement }>(tie => {
      const block = fc.array(oneOf<Statement>([6, statement], [1, tie('nested')]), {
        minLength: 1,
        maxLength: 3,
      });
      const compound = (
        head: Words,
        orElse = fc.constant<readonly Statement[]>([]),
      ): fc.Arbitrary<Statement> => fc.record({ head, body: block, orElse });
      const iterable = oneOf(
        [2, this.list],
        [1, text`[${this.value}, ${this.value}]`],
        [1, text`(${this.path}, ${this.value})`],
        [1, one('d')],
      );
      return {
        nested: oneOf(
          [
            1,
            compound(text`for i in range(${this.families.has(AUTOMATIC) ? one('2', '5', '12') : one('2')}):`),
          ],
          ...this.ifIn('branches and loops', [
            2,
            compound(text`for ${this.bindsNames ? one('i', 'a', 'c') : one('i')} in ${iterable}:`),
          ]),
          [2, compound(text`if ${this.path} is ${one('None', 'not None', 'b')}:`, block)],
          [1, compound(text`if ${this.path}:`, block)],
        ),
      };
    });
    return oneOf<Statement>([8, statement], [1, nested]);
  }

  private ifIn<T>(family: Family, ...choices: Weighted<T>[]): readonly Weighted<T>[] {
    return this.families.has(family) ? choices : [];
  }

  private ifHas<T>(feature: Feature, ...choices: Weighted<T>[]): readonly Weighted<T>[] {
    return this.scope.has.has(feature) ? choices : [];
  }
}
