import { type Check, formatRef, formatSeconds, type Subject } from '@drydock/lab';
import type { CollectionRef, Language, Text, VerdictRow } from '@drydock/model';
import type { Miss } from '../reading/reading.ts';
import { say } from './say.ts';

/** The condition holds. */
export function passed(subject: Subject, expected: Text): Text {
  return say((text, language) => text.passed(nameIn(subject, language), expected[language]));
}

/** One field that is not as expected; an empty `actual` means that it is not set. */
type Found = Pick<VerdictRow, 'name' | 'actual'>;

/** The condition does not hold: these fields are not as expected. */
export function failedRows(subject: Subject, expected: Text, rows: readonly Found[]): Text {
  const fields = say((text) =>
    text.fields(rows.map(({ name, actual }) => (actual === '' ? text.isNotSet(name) : text.fieldIs(name, actual)))),
  );
  return unmet(subject, expected, fields);
}

/** The condition does not hold: this is there instead. An empty text means that nothing was found. */
export function failed(subject: Subject, expected: Text, actual: Text | undefined): Text {
  const isNothing = actual === undefined || actual.en.trim() === '';
  const found = say((text, language) => (isNothing ? text.foundNothing : text.found(actual[language])));
  return unmet(subject, expected, found);
}

/** The object that should be gone still exists. */
export function stillThere(subject: Subject, expected: Text): Text {
  return unmet(
    subject,
    expected,
    say((text) => text.stillThere),
  );
}

/** The object has no event with any of these reasons. */
export function noEvent(subject: Subject, expected: Text, reasons: string): Text {
  return unmet(
    subject,
    expected,
    say((text) => text.noEvent(reasons)),
  );
}

function unmet(subject: Subject, expected: Text, actual: Text): Text {
  return say((text, language) => text.unmet(nameIn(subject, language), expected[language], actual[language]));
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
export function notReady(subject: Subject, reason: Text): Text {
  return say((text, language) => text.notReady(nameIn(subject, language), reason[language]));
}

/** The object is from before the attempt. */
export function tooOld(subject: Subject): Text {
  return say((text, language) => text.tooOld(nameIn(subject, language)));
}

/** The object is not the one the lab started with. */
export function notOriginal(subject: Subject): Text {
  return say((text, language) => text.notOriginal(nameIn(subject, language)));
}

/** The grader does not know whether the object is the one the lab started with. */
export function unknownStart(subject: Subject): Text {
  return say((text, language) => text.unknownStart(nameIn(subject, language)));
}

/** True, but not for long enough yet. */
export function holding(subject: Subject, expected: Text, { holdMs }: Check): Text {
  return say((text, language) => text.holding(nameIn(subject, language), expected[language], formatSeconds(holdMs)));
}

/** Something happened that must never happen; `at` is when the grader saw it. */
export function broken(subject: Subject, expected: Text, at: Date): Text {
  return say((text, language) =>
    text.broken(nameIn(subject, language), expected[language], at.toISOString().slice(11, 19)),
  );
}

/** The grader could not tell; the student loses no points. */
export function unknown(subject: Subject, reason: Text): Text {
  return say((text, language) => text.unknown(nameIn(subject, language), reason[language]));
}

/** The event that the check looks for may have existed: not every event can be seen. */
export function lacking(subject: Subject, why: 'filtered' | 'expired' | 'full'): Text {
  return say((text, language) => text.unknown(nameIn(subject, language), text.lacking(nameIn(subject, language), why)));
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
export function notTried(subject: Subject): Text {
  return say((text, language) => text.notTried(nameIn(subject, language)));
}

function nameIn(subject: Subject, language: Language): string {
  return typeof subject === 'string' ? subject : subject[language];
}
