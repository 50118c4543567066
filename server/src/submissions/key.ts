import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { readOrMake } from '../secret.ts';

/** Signs what was graded. `id` is the SHA-256 of the public key; `publicKey` is its PEM, for whoever verifies. */
export interface SigningKey {
  readonly id: string;
  readonly publicKey: string;
  sign(text: string): string;
}

/** The Ed25519 key of a data directory, made at first use in a file only this user can read. */
export function openSigningKey(dataDirectory: string): SigningKey {
  const pem = readOrMake(dataDirectory, 'submission-key.pem', () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  return {
    id: keyId(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
}

/** True when `signature` (base64url) is this public key's (PEM) over exactly this text. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, 'base64url'));
}

/** The id of a public key (PEM; a private key's PEM stands for its public half): its SHA-256, as `key` of a submission names it. */
export function publicKeyOf(pem: string): { id: string; pem: string } {
  const key = createPublicKey(pem);
  return { id: keyId(key), pem: key.export({ type: 'spki', format: 'pem' }).toString() };
}

function keyId(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
