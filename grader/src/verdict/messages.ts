import { type Check, formatRef, formatSeconds } from '@drydock/lab';
import type { CollectionRef, Text, VerdictRow } from '@drydock/model';
import type { Miss } from '../reading/reading.ts';
import { say } from './say.ts';

/** The condition holds. */
export function passed(subject: string, expected: Text): Text {
  return say((text, language) => text.passed(subject, expected[language]));
}

/** One field that is not as expected; an empty `actual` means that it is not set. */
type Found = Pick<VerdictRow, 'name' | 'actual'>;

/** The condition does not hold: these fields are not as expected. */
export function failedRows(subject: string, expected: Text, rows: readonly Found[]): Text {
  const fields = say((text) =>
    text.fields(rows.map(({ name, actual }) => (actual === '' ? text.isNotSet(name) : text.fieldIs(name, actual)))),
  );
  return unmet(subject, expected, fields);
}

/** The condition does not hold: this is there instead. An empty text means that nothing was found. */
export function failed(subject: string, expected: Text, actual: Text | undefined): Text {
  const isNothing = actual === undefined || actual.en.trim() === '';
  const found = say((text, language) => (isNothing ? text.foundNothing : text.found(actual[language])));
  return unmet(subject, expected, found);
}

/** The object that should be gone still exists. */
export function stillThere(subject: string, expected: Text): Text {
  return unmet(
    subject,
    expected,
    say((text) => text.stillThere),
  );
}

/** The object has no event with any of these reasons. */
export function noEvent(subject: string, expected: Text, reasons: string): Text {
  return unmet(
    subject,
    expected,
    say((text) => text.noEvent(reasons)),
  );
}

function unmet(subject: string, expected: Text, actual: Text): Text {
  return say((text, language) => text.unmet(subject, expected[language], actual[language]));
}

/** The object does not exist; names what the student may have meant. */
export function notThere({ what, isNamespaceMissing, isKindMissing, isClusterMissing, near }: Miss): Text {
  const { apiVersion, kind, name, namespace } = what;
  if (isClusterMissing === true) return say((text) => text.noCluster);
  if (isKindMissing === true) return say((text) => text.noKind(apiVersion, kind));
  const found = near.map((one) =>
    formatRef({ ...what, name: one.name, ...(one.namespace !== undefined && { namespace: one.namespace }) }),
  );
  if (namespace !== undefined && isNamespaceMissing) return say((text) => text.noNamespace(namespace, found));
  // A selector is a name that no object can have.
  if (namespace !== undefined && /[=!]/.test(name)) return say((text) => text.noneOf(kind, name, namespace));
  return say((text) => text.noObject(kind, name, namespace, found));
}

/** No object of this kind exists, with these labels. */
export function noneThere({ kind, namespace, selector }: CollectionRef): Text {
  return say((text) => text.noneOf(kind, selector, namespace === '*' ? undefined : namespace));
}

/** A file does not exist: on the node, or in a Pod. */
export function noFile(path: string, pod?: string): Text {
  return say((text) => text.noFile(path, pod));
}

/** Nobody asked the private registry for an image. */
export function noRequest(repository: string): Text {
  return say((text) => text.noRequest(repository));
}

/** The object exists, but is not ready for the probe. */
export function notReady(subject: string, reason: Text): Text {
  return say((text, language) => text.notReady(subject, reason[language]));
}

/** The object is from before the attempt. */
export function tooOld(subject: string): Text {
  return say((text) => text.tooOld(subject));
}

/** The object is not the one the lab started with. */
export function notOriginal(subject: string): Text {
  return say((text) => text.notOriginal(subject));
}

/** The grader does not know whether the object is the one the lab started with. */
export function unknownStart(subject: string): Text {
  return say((text) => text.unknownStart(subject));
}

/** True, but not for long enough yet. */
export function holding(subject: string, expected: Text, { holdMs }: Check): Text {
  return say((text, language) => text.holding(subject, expected[language], formatSeconds(holdMs)));
}

/** Something happened that must never happen; `at` is when the grader saw it. */
export function broken(subject: string, expected: Text, at: Date): Text {
  return say((text, language) => text.broken(subject, expected[language], at.toISOString().slice(11, 19)));
}

/** The grader could not tell; the student loses no points. */
export function unknown(subject: string, reason: Text): Text {
  return say((text, language) => text.unknown(subject, reason[language]));
}

/** The event that the check looks for may have existed: not every event can be seen. */
export function lacking(subject: string, why: 'filtered' | 'expired' | 'full'): Text {
  return say((text) => text.unknown(subject, text.lacking(subject, why)));
}

/** The cluster is too old or lacks an API that the check needs. */
export function notHere(need: string): Text {
  const minor = /^>=(.+)$/.exec(need)?.[1];
  return say((text) => (minor === undefined ? text.needsApi(need) : text.needsVersion(minor)));
}

/** The check may still pass on its own. Names no remaining time, so that the text does not change with every look. */
export function waiting(message: Text): Text {
  return say((text, language) => text.waiting(message[language]));
}

/** The check changes something itself, and has not done so yet. */
export function notTried(subject: string): Text {
  return say((text) => text.notTried(subject));
}
