import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '@drydock/model';
import { exposureOf } from './exposure.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where no session is looked at. */
    principal: Principal | null;
  }
}

const cookieName = 'drydock_session';
const yearSeconds = 365 * 24 * 3600;

/** The student everyone is on a machine of one's own. */
export const localStudent = 'student';

interface SessionOptions {
  readonly students: 'one' | 'browser';
  /** Whether somebody chose that, so that it holds for whoever comes. */
  readonly isChosen: boolean;
  /** The addresses under which this server is known elsewhere. */
  readonly origins: readonly string[];
  /** The path of everything that is served, empty for an address of its own; the cookie is for it alone. */
  readonly base: string;
  readonly log: { warn(message: string): void };
}

/**
 * Sessions without login: a signed, HttpOnly cookie names the student. With `one`, a request without a
 * cookie is the student of this machine; with `browser`, it becomes a new student. A cookie with a
 * wrong signature counts as none. Unless `one` was chosen, a request through a proxy or by a foreign
 * name gets a student of its own in any case: it may be anybody's.
 */
export interface Sessions {
  /** The student of this request. */
  identify(request: FastifyRequest, reply: FastifyReply): string;
  /** Makes this browser a new student, whatever it was before. */
  renew(reply: FastifyReply): string;
  /** Whether a student is that of this machine, who needs no cookie. */
  isLocal(user: string): boolean;
  /** Forgets who this browser was. */
  leave(reply: FastifyReply): void;
}

export function createSessions({ students, isChosen, origins, base, log }: SessionOptions): Sessions {
  const options = { path: base || '/', httpOnly: true, sameSite: 'strict' } as const;
  const listed = origins.flatMap((origin) => (URL.canParse(origin) ? [new URL(origin)] : []));
  let isTold = false;

  function read(request: FastifyRequest): string | undefined {
    const cookie = request.cookies[cookieName];
    const { valid, value } = cookie === undefined ? { valid: false, value: null } : request.unsignCookie(cookie);
    return valid && value ? value : undefined;
  }

  /** Whether the browser came by TLS: as a trusted proxy says, or as the addresses of this server in DRYDOCK_ORIGINS say. */
  function isSecure(request: FastifyRequest): boolean {
    if (request.protocol === 'https') return true;
    const { headers } = request;
    const { origin } = headers;
    const own = origin ?? listed.find(({ host }) => host === headers.host)?.origin;
    if (own !== undefined && URL.canParse(own)) return listed.some((each) => each.origin === own && isTls(each));
    return listed.length > 0 && listed.every(isTls) && whyExposed(request) !== undefined;
  }

  function renew(reply: FastifyReply): string {
    const user = randomBytes(12).toString('hex');
    const secure = isSecure(reply.request);
    void reply.setCookie(cookieName, user, { ...options, secure, maxAge: yearSeconds, signed: true });
    return user;
  }

  /** Whether a request without a cookie is the student of this machine. */
  function isLocal(request: FastifyRequest): boolean {
    if (students !== 'one') return false;
    const why = whyExposed(request);
    if (why === undefined) return true;
    if (!isTold) {
      isTold = true;
      log.warn(
        isChosen
          ? `A request came from elsewhere (${why}), and DRYDOCK_STUDENTS=one makes everybody one student: they share clusters and terminals.`
          : `A request came from elsewhere (${why}): every browser that comes so is a student of its own. DRYDOCK_STUDENTS=browser or one decides it for all.`,
      );
    }
    return isChosen;
  }

  return {
    renew,

    identify: (request, reply) => read(request) ?? (isLocal(request) ? localStudent : renew(reply)),

    isLocal: (user) => students === 'one' && user === localStudent,

    leave: (reply) => void reply.clearCookie(cookieName, options),
  };
}

function whyExposed({ headers, socket, raw }: FastifyRequest): string | undefined {
  return exposureOf({ headers, httpVersion: raw.httpVersion, remoteAddress: socket.remoteAddress });
}

const isTls = ({ protocol }: URL): boolean => protocol === 'https:';
