/**
 * The syntax tree of the Python subset: what a program, a move and a goal are made of.
 *
 * Names follow CPython's `ast` module where it has one for the thing. Every node knows where it stands,
 * because an error without a line and a column cannot be acted on.
 */

/** A place in a source text. Lines and columns count from 1, columns in UTF-16 code units. */
export type Position = { readonly line: number; readonly column: number };

/** From the first character of a node to just behind its last. */
export type Span = { readonly start: Position; readonly end: Position };

type Located = { readonly span: Span };

export type Name = Located & { readonly type: 'name'; readonly id: string };

/** `None`, `True`, `False`, an integer or a string. */
export type Constant = Located & {
  readonly type: 'constant';
  readonly value: null | boolean | number | string;
};

export type Attribute = Located & {
  readonly type: 'attribute';
  readonly object: Expression;
  readonly name: string;
};

export type Subscript = Located & {
  readonly type: 'subscript';
  readonly object: Expression;
  readonly index: Expression;
};

export type Keyword = Located & { readonly name: string; readonly value: Expression };

export type Call = Located & {
  readonly type: 'call';
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
};

/** `[a, b]`, `(a, b)` or `{a, b}`. */
export type Display = Located & {
  readonly type: 'list' | 'tuple' | 'set';
  readonly items: readonly Expression[];
};

export type DictDisplay = Located & {
  readonly type: 'dict';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
};

export type UnaryOperator = '-' | 'not';
export type Unary = Located & {
  readonly type: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
};

export type BinaryOperator = '+' | '-' | '*' | '//' | '%';
export type Binary = Located & {
  readonly type: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
};

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

/** `left op right`, or a chain of them: `0 <= n < 3`. */
export type Comparison = Located & {
  readonly type: 'comparison';
  readonly left: Expression;
  readonly rest: readonly { readonly operator: ComparisonOperator; readonly right: Expression }[];
};

export type BooleanOperation = Located & {
  readonly type: 'boolean';
  readonly operator: 'and' | 'or';
  readonly values: readonly Expression[];
};

export type Expression =
  | Name
  | Constant
  | Attribute
  | Subscript
  | Call
  | Display
  | DictDisplay
  | Unary
  | Binary
  | Comparison
  | BooleanOperation;

/** What can stand left of `=` and behind `del`. */
export type Target = Name | Attribute | Subscript;

export type ExpressionStatement = Located & { readonly type: 'expression'; readonly value: Expression };

/** `a = b = value`: the targets from left to right. */
export type Assignment = Located & {
  readonly type: 'assign';
  readonly targets: readonly Target[];
  readonly value: Expression;
};

export type AugmentedAssignment = Located & {
  readonly type: 'augmented';
  readonly target: Target;
  readonly operator: BinaryOperator;
  readonly value: Expression;
};

export type Delete = Located & { readonly type: 'delete'; readonly targets: readonly Target[] };

/** `if`/`elif`/`else`; an `elif` is an `if` alone in `orElse`. */
export type If = Located & {
  readonly type: 'if';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orElse: readonly Statement[];
};

export type While = Located & {
  readonly type: 'while';
  readonly test: Expression;
  readonly body: readonly Statement[];
};

export type For = Located & {
  readonly type: 'for';
  readonly target: Name;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
};

export type Parameter = Located & { readonly name: string; readonly defaultValue?: Expression };

export type FunctionDefinition = Located & {
  readonly type: 'def';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
};

/** A class at module level, with at most one base. */
export type ClassDefinition = Located & {
  readonly type: 'class';
  readonly name: string;
  readonly base?: Name;
  readonly body: readonly Statement[];
};

export type Return = Located & { readonly type: 'return'; readonly value?: Expression };

export type Simple = Located & { readonly type: 'pass' | 'break' | 'continue' };

export type Import = Located & { readonly type: 'import'; readonly modules: readonly string[] };

/** `# moves` (slot 1) or `# slot k`: where the player's moves stand. */
export type Slot = Located & { readonly type: 'slot'; readonly slot: number };

/** `# go`: where scoring starts. */
export type Go = Located & { readonly type: 'go' };

export type Statement =
  | ExpressionStatement
  | Assignment
  | AugmentedAssignment
  | Delete
  | If
  | While
  | For
  | FunctionDefinition
  | ClassDefinition
  | Return
  | Simple
  | Import
  | Slot
  | Go;

/** A whole program. `source` is the text it was parsed from, line ends normalised to `\n`. */
export type Module = { readonly source: string; readonly body: readonly Statement[] };

/**
 * Why a text is not a program of the subset: a syntax error, or Python that is outside the subset.
 * `message` is one sentence for people, `hint` says what to write instead.
 */
export type SourceIssue = {
  readonly code: 'syntax' | 'unsupported';
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
};
