import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '@drydock/grader';
import { CourseError, LabId, Submission, SubmissionFile } from '@drydock/model';
import { z } from 'zod';

/** What is inside the signed text. The evidence is the grader's own and is judged by it alone. */
const Signed = z.object({
  version: z.literal(1),
  submission: Submission,
  lab: LabId,
  user: z.string(),
  parameters: z.record(z.string(), z.string()),
  evidence: z.custom<Evidence>((value) => typeof value === 'object' && value !== null && 'rounds' in value),
});

/** A submission read from a file whose signature holds: nothing of it was changed since the key signed it. */
export interface VerifiedSubmission extends z.infer<typeof Signed> {
  readonly key: string;
}

/** Where the public key comes from: a PEM file, else the data directory's own key. */
export interface KeySource {
  readonly key?: string | undefined;
  readonly dataDirectory: string;
}

const useTheFile = 'Use the file that GET /api/submissions/:id returns.';

/** Reads a submission file and holds its signature against a key; what is no submission, or not signed by that key, is a `CourseError`. */
export async function readSubmission(file: string, source: KeySource): Promise<VerifiedSubmission> {
  const { isSignedBy, publicKeyOf } = await import('@drydock/server');
  const parsed = SubmissionFile.safeParse(parse(file, await readText(file, useTheFile)));
  if (!parsed.success) {
    throw new CourseError(
      'bad_request',
      `${file} is not a submission: ${parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; ')}.`,
      useTheFile,
    );
  }
  const { signed, signature, key } = parsed.data;
  const keyFile = source.key ?? join(source.dataDirectory, 'submission-key.pem');
  const advice =
    source.key === undefined
      ? 'Nothing was signed here yet. Give the public key of the Drydock where it was submitted with --key; `drydock submission key` prints it there.'
      : 'Give with --key the file of the public key; `drydock submission key` prints it on the Drydock where it was submitted.';
  const own = publicKey(await readText(keyFile, advice), keyFile, publicKeyOf);
  if (own.id !== key) {
    throw new CourseError(
      'forbidden',
      `${file} says it was signed by the key ${key.slice(0, 16)}…, and ${keyFile} is the key ${own.id.slice(0, 16)}….`,
      'Give the public key of the Drydock where it was submitted with --key; `drydock submission key` prints it there.',
    );
  }
  if (!isSignedBy(own.pem, signed, signature)) {
    throw new CourseError(
      'forbidden',
      `The signature of ${file} does not hold: it was changed after it was signed.`,
      'Do not count it. Get it again from the Drydock where it was submitted.',
    );
  }
  return { ...Signed.parse(JSON.parse(signed)), key };
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CourseError('bad_request', `${file} is not a submission: it is no JSON.`, useTheFile, { cause });
  }
}

function publicKey<T>(text: string, file: string, read: (pem: string) => T): T {
  try {
    return read(text);
  } catch (cause) {
    throw new CourseError('bad_request', `${file} is no key in PEM format.`, 'Give an Ed25519 public key with --key.', {
      cause,
    });
  }
}

async function readText(file: string, advice: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new CourseError('not_found', `${file} cannot be read: ${code}.`, advice, { cause });
  }
}
