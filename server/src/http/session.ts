import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks: every attempt, submission and answer belongs to a student. */
    student: string;
  }
}

const cookieName = 'drydock_session';
const yearSeconds = 365 * 24 * 3600;

/** The student everyone is on a machine of one's own. */
export const localStudent = 'student';

export type Sessions = ReturnType<typeof createSessions>;

/**
 * Sessions without login: a signed, HttpOnly cookie names the student. With `one`, who has no cookie is the student of this machine;
 * with `browser`, who has none becomes a new student. A cookie with a wrong signature counts as none.
 */
export function createSessions(students: 'one' | 'browser') {
  const options = { path: '/', httpOnly: true, sameSite: 'strict' } as const;

  function read(request: FastifyRequest): string | undefined {
    const cookie = request.cookies[cookieName];
    const { valid, value } = cookie === undefined ? { valid: false, value: null } : request.unsignCookie(cookie);
    return valid && value ? value : undefined;
  }

  /** Makes this browser a new student, whatever it was before. */
  function renew(reply: FastifyReply): string {
    const user = randomBytes(12).toString('hex');
    const secure = reply.request.protocol === 'https';
    void reply.setCookie(cookieName, user, { ...options, secure, maxAge: yearSeconds, signed: true });
    return user;
  }

  return {
    isLocal: students === 'one',
    renew,

    /** The student of this request. */
    identify: (request: FastifyRequest, reply: FastifyReply): string =>
      read(request) ?? (students === 'one' ? localStudent : renew(reply)),

    /** Forgets who this browser was. */
    leave: (reply: FastifyReply): void => void reply.clearCookie(cookieName, options),
  };
}
