/** Why an expression raises, in words for players: the first part of it that does not exist. */
import { print } from '../python/index.ts';
import type { Expression } from '../python/syntax.ts';
import type { Facts } from './facts.ts';
import { childrenOf } from './walk.ts';

export type Obstacle = {
  /** `there is no name hub now`, `hub has no right`, `hub.right is None`. */
  readonly text: string;

  /** The name that is not bound, where the whole expression raises for as long as it is not. */
  readonly name?: string;
};

/** `expression` raises as things stand. */
export function obstacleOf(expression: Expression, facts: Pick<Facts, 'evaluate'>): Obstacle {
  const part = childrenOf(expression).find(child => facts.evaluate(child).type === 'raised');
  if (part === undefined) return { text: reasonOf(expression, facts), ...nameOf(expression) };
  const { text, name } = obstacleOf(part, facts);
  // `x or team` and `x < y < team` may never come to ask for team.
  const isAlwaysAsked = expression.type !== 'boolean' && expression.type !== 'comparison';
  return name !== undefined && isAlwaysAsked ? { text, name } : { text };
}

const nameOf = (expression: Expression): Pick<Obstacle, 'name'> =>
  expression.type === 'name' ? { name: expression.id } : {};

function reasonOf(expression: Expression, { evaluate }: Pick<Facts, 'evaluate'>): string {
  switch (expression.type) {
    case 'name':
      return `there is no name ${expression.id} now`;
    case 'attribute':
    case 'subscript': {
      const holder = evaluate(expression.object);
      const path = print(expression.object);
      if (holder.type === 'atom') return `${path} is ${holder.text}`;
      if (expression.type === 'attribute') return `${path} has no ${expression.name}`;
      return `${path} has no [${print(expression.index)}]`;
    }
    default: {
      const answer = evaluate(expression);
      return answer.type === 'raised' ? answer.message : `${print(expression)} is ${answer.text}`;
    }
  }
}
