import type { Principal } from '@drydock/model';

/** Who asks when no session was looked at: nobody in particular. */
export const nobody: Principal = { user: '', roles: [] };

/** Without a login everybody is a student, the one of this machine too. */
export function studentNamed(user: string): Principal {
  return { user, roles: ['student'] };
}
