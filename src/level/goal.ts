/**
 * Goals: Python expressions over a small vocabulary, understood once and asked often.
 *
 * | word | meaning |
 * |---|---|
 * | `freed(x, …)`, `alive(x, …)` | each of these heaplings is freed, or lives |
 * | `order(e, …)` | the log has these events in this order: `"ada"` is her death, `"@m"` is mark m |
 * | `quiet("@m", "@n")` | no collection runs between these two marks |
 * | `holds(path, x)` | evaluating the path gives heapling x |
 * | `value(expression, v)` | an expression over the program's names equals a constant |
 * | `says(v, …)` | the output is exactly this |
 * | `rc(x)`, `gen(x)`, `by(x)` | number of references, generation, and who freed it: `"refcount"` or `"gc"` |
 * | `garbage()`, `unreachable()` | unreachable heaplings; unreachable tracked objects (only `== 0`) |
 * | `collections()`, `collections(g)`, `traversed()`, `peak()`, `moves()` | the score |
 */
import type { Constant, Expression } from '../python/syntax.ts';

export type ConstantValue = Constant['value'];

export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Something that a goal compares with a constant. */
export type Measure =
  | { readonly type: 'rc' | 'gen' | 'by'; readonly label: string }
  | { readonly type: 'garbage' | 'unreachable' | 'traversed' | 'peak' | 'moves' }
  | { readonly type: 'collections'; readonly generation?: 0 | 1 | 2 };

export type Condition =
  | { readonly type: 'freed' | 'alive'; readonly labels: readonly string[] }
  | { readonly type: 'order'; readonly events: readonly string[] }
  | { readonly type: 'quiet'; readonly from: string; readonly to: string }
  | { readonly type: 'holds'; readonly path: Expression; readonly text: string; readonly label: string }
  | {
      readonly type: 'value';
      readonly expression: Expression;
      readonly text: string;
      readonly value: ConstantValue;
    }
  | { readonly type: 'says'; readonly values: readonly ConstantValue[] }
  | {
      readonly type: 'compare';
      readonly measure: Measure;
      readonly operator: Operator;
      readonly value: number | string;
    }
  | { readonly type: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly type: 'not'; readonly condition: Condition };

export type Goal = {
  /** As written in the level. */
  readonly text: string;
  readonly condition: Condition;

  /** The goal in plain words, for players: `a is cy`. */
  readonly sentence: string;
};

/**
 * - `holds`: true as things stand.
 * - `not-yet`: false as things stand, and moves can still make it true.
 * - `later`: decided by lines that have not run.
 * - `lost`: nothing that follows in this run can make it true; undo can.
 */
export type GoalState = {
  readonly state: 'holds' | 'not-yet' | 'later' | 'lost';

  /** The goal in plain words, the same in every state. */
  readonly sentence: string;

  /** What stands in the way, in plain words: `ada is still held by queue[1]`. Never given for `holds`. */
  readonly culprit?: string;

  /** The same in few words, for a place beside the sentence: `22 were`. Only where `culprit` is longer. */
  readonly brief?: string;
};
