import { formatWords, type Text, textsIn } from '@drydock/model';
import { causes as en } from '../text/en/causes.ts';
import { causes as zh } from '../text/zh/causes.ts';

const say = textsIn({ en, zh });
const longestQuotation = 220;

/** Adds the cluster's own words as a quotation. */
function quoting(sentence: Text, words: string | undefined): Text {
  const quotation = lastPart(words ?? '');
  return quotation === '' ? sentence : say((text, language) => text.quoting(sentence[language], quotation));
}

/** Returns the end of a long message: its beginning repeats the request, its end is the reason. */
function lastPart(words: string): string {
  const whole = formatWords(words, 4000);
  if (whole.length <= longestQuotation) return whole;
  const parts = whole.split(': ');
  let tail = parts.pop() ?? '';
  for (
    let part = parts.pop();
    part !== undefined && part.length + tail.length < longestQuotation - 4;
    part = parts.pop()
  )
    tail = `${part}: ${tail}`;
  return `… ${formatWords(tail, longestQuotation)}`;
}

/** An image that the cluster cannot have: no registry it can reach has it. */
export function foreignImage(image: string, meant: readonly string[], words: string | undefined): Text {
  return quoting(
    say((text) => text.foreignImage(image, meant)),
    words,
  );
}

/** A name like those of the course's images, but none of them has it. */
export function unknownImage(image: string, meant: readonly string[]): Text {
  return say((text) => text.unknownImage(image, meant));
}

/** An image that is on the node, but the kubelet must ask a registry for it. */
export function alwaysPulled(image: string): Text {
  return say((text) => text.alwaysPulled(image));
}

/** An image that a registry did not deliver. */
export function unpulledImage(image: string, words: string | undefined): Text {
  return quoting(
    say((text) => text.unpulledImage(image)),
    words,
  );
}

/** A container that ended in a failure. */
export function crashed(name: string, exitCode: string, reason: string, line: string | undefined): Text {
  const named = reason === 'Error' ? '' : reason;
  return withLine(
    say((text) => text.crashed(name, exitCode, named)),
    line,
  );
}

/** A container that could not even start. */
export function notStarted(name: string, words: string | undefined): Text {
  return quoting(
    say((text) => text.notStarted(name)),
    words,
  );
}

/** A container that was killed for its memory. */
export function outOfMemory(name: string, limit: string | undefined, exitCode: string): Text {
  return say((text) => text.outOfMemory(name, limit, exitCode));
}

/** A container whose process has ended; `isRestarted` when it is started again each time. */
export function finished(name: string, isRestarted: boolean, line: string | undefined): Text {
  return withLine(
    say((text) => (isRestarted ? text.restarted(name) : text.finished(name))),
    line,
  );
}

function withLine(sentence: Text, line: string | undefined): Text {
  return line ? say((text, language) => text.lastLine(sentence[language], line)) : sentence;
}

/** A container that needs something that does not exist, such as a ConfigMap. */
export function misconfigured(name: string, words: string | undefined): Text {
  return quoting(
    say((text) => text.misconfigured(name)),
    words,
  );
}

/** A Pod that waits for its volumes, network or images. */
export function stuckCreating(pod: string, words: string): Text {
  return quoting(
    say((text) => text.stuckCreating(pod)),
    words,
  );
}

/** A container that runs and fails its probe. */
export function notHealthy(name: string, words: string): Text {
  return quoting(
    say((text) => text.notHealthy(name)),
    words,
  );
}

/** A Pod that fits on no node. */
export function unscheduled(pod: string, selector: string | undefined, words: string | undefined): Text {
  return quoting(
    say((text) => text.unscheduled(pod, selector)),
    words,
  );
}

/** A Pod that names a scheduler which does not exist. */
export function unknownScheduler(pod: string, scheduler: string): Text {
  return say((text) => text.unknownScheduler(pod, scheduler));
}

/** A Pod that names a node which does not exist. */
export function unknownNode(pod: string, node: string): Text {
  return say((text) => text.unknownNode(pod, node));
}

/** A Pod that its node gave up. */
export function evicted(pod: string, reason: string, words: string | undefined): Text {
  return quoting(
    say((text) => text.evicted(pod, reason)),
    words,
  );
}

/** A claim without a volume. */
export function unbound(claim: string, words: string | undefined): Text {
  return quoting(
    say((text) => text.unbound(claim)),
    words,
  );
}

/** A volume whose claim is gone. */
export function released(volume: string, claim: string): Text {
  return say((text) => text.released(volume, claim));
}

/** Something whose deletion has begun and not ended. */
export function terminating(subject: string, isStuck: boolean, finalizers: readonly string[], words?: string): Text {
  if (isStuck && finalizers.length > 0) return say((text) => text.heldBack(subject, finalizers.join(', ')));
  return quoting(
    say((text) => (isStuck ? text.notStopped(subject) : text.terminating(subject))),
    words,
  );
}

/** A controller whose Pods are refused. */
export function refused(subject: string, words: string): Text {
  return quoting(
    say((text) => text.refused(subject)),
    words,
  );
}

/** A workload with no replicas. */
export function scaledToZero(subject: string): Text {
  return say((text) => text.scaledToZero(subject));
}

/** A workload that does not roll out changes. */
export function paused(subject: string): Text {
  return say((text) => text.paused(subject));
}

/** A Job that gave up. */
export function jobFailed(subject: string, reason: string, words: string | undefined): Text {
  return quoting(
    say((text) => text.jobFailed(subject, reason)),
    words,
  );
}

/** A Service that selects no Pod. */
export function selectsNothing(service: string, selector: string): Text {
  return say((text) => text.selectsNothing(service, selector));
}
