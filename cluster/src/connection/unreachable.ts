import { asError, codeOf, type CourseError } from '@drydock/model';
import type { Obstacle } from '../text/en.ts';
import { fail } from '../text/fail.ts';

/** What Node calls a failure, and what it means. */
const obstacles: readonly (readonly [RegExp, Obstacle])[] = [
  [
    /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_SIGNATURE_FAILURE|CERT_UNTRUSTED)$/,
    'authority',
  ],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'otherName'],
  [/^CERT_HAS_EXPIRED$/, 'expired'],
  [/^CERT_NOT_YET_VALID$/, 'notYetValid'],
  [
    /^ERR_SSL_.*(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|HANDSHAKE_FAILURE)$/,
    'clientCertificate',
  ],
  [/^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO)$/, 'noTls'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'unknownName'],
  [/^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/, 'noRoute'],
  [/^(ECONNRESET|EPIPE)$/, 'cut'],
];

/** Explains why an API server could not be reached, and what to do. */
export function unreachable(error: unknown, server: string): CourseError {
  const code = codeOf(error);
  const obstacle = obstacles.find(([pattern]) => pattern.test(code ?? ''))?.[1];
  const raw = code ?? asError(error).message;
  return fail('cluster_unreachable', (text) => text.unreachable(server, obstacle, raw), { cause: error });
}
