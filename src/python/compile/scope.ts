/** Which names a body binds, and so what a name in it means: Python decides that by the text, not by the run. */
import type { Statement, Target } from '../syntax.ts';

export type Scope = {
  readonly kind: 'module' | 'function' | 'class';
  readonly qualifiedName: string;
  /** Names bound anywhere in the body of a function, its parameters included. Empty for module and class. */
  readonly bound: ReadonlySet<string>;
  readonly outer?: Scope;
};

export const moduleScope: Scope = { kind: 'module', qualifiedName: '<module>', bound: new Set() };

export function functionScope(
  outer: Scope,
  name: string,
  parameters: readonly string[],
  body: readonly Statement[],
): Scope {
  const bound = new Set(parameters);
  collectBound(body, bound);
  return { kind: 'function', qualifiedName: qualify(outer, name), bound, outer };
}

export const classScope = (outer: Scope, name: string): Scope => ({
  kind: 'class',
  qualifiedName: qualify(outer, name),
  bound: new Set(),
  outer,
});

/** The function around this scope whose local the name is, if any: it would be a closure. */
export function closesOver(scope: Scope, name: string): Scope | undefined {
  for (let outer = scope.outer; outer !== undefined; outer = outer.outer) {
    if (outer.kind === 'function' && outer.bound.has(name)) return outer;
  }
  return undefined;
}

function qualify(outer: Scope, name: string): string {
  if (outer.kind === 'module') return name;
  return outer.kind === 'class'
    ? `${outer.qualifiedName}.${name}`
    : `${outer.qualifiedName}.<locals>.${name}`;
}

function collectBound(body: readonly Statement[], bound: Set<string>): void {
  for (const statement of body) {
    switch (statement.type) {
      case 'assign':
      case 'delete':
        addNames(statement.targets, bound);
        break;
      case 'augmented':
        addNames([statement.target], bound);
        break;
      case 'for':
        addNames([statement.target], bound);
        collectBound(statement.body, bound);
        break;
      case 'if':
        collectBound(statement.body, bound);
        collectBound(statement.orElse, bound);
        break;
      case 'while':
        collectBound(statement.body, bound);
        break;
      case 'def':
      case 'class':
        bound.add(statement.name);
        break;
    }
  }
}

function addNames(targets: readonly Target[], bound: Set<string>): void {
  for (const target of targets) if (target.type === 'name') bound.add(target.id);
}
