import type { Principal, Role } from '@drydock/model';

/** Something that belongs to a user. */
export interface Owned {
  readonly owner: string;
}

interface Rule {
  readonly roles: readonly Role[] | 'anyone';
  /** `own`: only with what belongs to the principal. */
  readonly of: 'anything' | 'own';
}

const anyone: Rule = { roles: 'anyone', of: 'anything' };
const student: Rule = { roles: ['student'], of: 'anything' };
const owner: Rule = { roles: ['student'], of: 'own' };

/** Every action of the API, and who may do it. */
const rules = {
  'server.health': anyone,
  'server.describe': anyone,
  'session.read': anyone,
  'session.renew': anyone,
  'session.leave': anyone,
  'lab.read': student,
  'driver.read': student,
  'solution.read': student,
  'progress.read': student,
  'progress.record': student,
  'attempt.create': student,
  'attempt.list': owner,
  'attempt.read': owner,
  'attempt.end': owner,
  'attempt.check': owner,
  'attempt.submit': owner,
  'attempt.extend': owner,
  'attempt.reset': owner,
  'attempt.hint': owner,
  'attempt.kubeconfig': owner,
  'view.read': owner,
  'playground.create': student,
  'playground.list': owner,
  'playground.read': owner,
  'playground.end': owner,
  'playground.extend': owner,
  'playground.reset': owner,
  'playground.kubeconfig': owner,
  'cell.run': owner,
  'cell.stop': owner,
  'cell.read': student,
  'cell.keep': student,
  'terminal.open': owner,
  'terminal.list': owner,
  'terminal.close': owner,
  'node.read': owner,
  'node.change': owner,
  'recording.read': owner,
  'recording.choose': owner,
  'submission.read': owner,
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof rules;

/** Who asks, and to do what. */
export interface Access {
  readonly principal: Principal;
  readonly action: Action;
}

/**
 * Whether a principal may do this with that object. Without an object: whether there can be one.
 * A refusal for an object is told like an unknown one, so that nobody learns what others have.
 */
export function may(principal: Principal, action: Action, object?: Owned): boolean {
  const { roles, of }: Rule = rules[action];
  if (roles !== 'anyone' && !principal.roles.some((role) => roles.includes(role))) return false;
  return of === 'anything' || object === undefined || object.owner === principal.user;
}
