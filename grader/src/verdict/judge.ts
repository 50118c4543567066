import {
  boundParameters,
  type Check,
  environmentOf,
  evaluate,
  fieldsToCel,
  kindOf,
  parseQuantity,
  type Subject,
} from '@drydock/lab';
import { formatWords, type Text, type Verdict } from '@drydock/model';
import { z } from 'zod';
import { type Finding, told, verdictOf } from './finding.ts';
import { breakOf } from './never.ts';
import {
  failed,
  holding,
  lacking,
  noEvent,
  notHere,
  notOriginal,
  notTried,
  notReady,
  notThere,
  passed,
  stillThere,
  tooOld,
  unknown,
  unknownStart,
  waiting,
} from './messages.ts';
import { wordsOf } from '../reading/reason.ts';
import { type CheckReadings, type Reading, isYoung, secondOf } from '../reading/reading.ts';
import { awaited, missingName } from './awaited.ts';

/** What every expression may know beside its readings. */
export interface Facts {
  readonly parameters: Readonly<Record<string, string>>;
  readonly startedAt: Date;
  readonly now: Date;
  readonly serverVersion: string;
  /** What of `needs` this cluster lacks. */
  readonly lacking: ReadonlySet<string>;
  /** How long a condition must hold to count for good (ms), where a student could have written it; `kubeletSyncMs` when not told. */
  readonly statusSettlesMs?: number;
  /** The uids of what the lab's setup made; undefined when this grader does not know. */
  readonly made?: readonly string[] | undefined;
}

/** What is remembered of a check between two looks at it. */
export interface CheckMemory {
  /** Since when the condition holds without a break (ms), and of which object. */
  trueSince?: number | undefined;
  trueOf?: string | undefined;
  /** The uid of the object for which it held at least once during the attempt; empty when the probe has no object. */
  wasTrueOf?: string | undefined;
  /** When what must never be so was so, as a look saw it (ms). */
  brokenAt?: number | undefined;
  /** What a check that acts saw when it acted. */
  acted?: CheckReadings | undefined;
}

/** Turns readings into a verdict. Nothing is read here: the same readings give the same verdict again. */
export function judge(check: Check, readings: CheckReadings, facts: Facts, memory: CheckMemory): Verdict {
  const now = facts.now.getTime();
  const isFound = [readings.main, ...Object.values(readings.with)].every(({ state }) => state === 'found');
  const bindings = isFound && check.never !== undefined ? bindingsOf(check, readings, facts) : undefined;
  const isBroken = breakOf(check, readings.main.subject, bindings, facts.now, memory);
  if (isBroken) return isBroken;
  const finding = find(check, readings, facts);
  const { expected } = check;
  const subject = readings.main.subject;
  const uid = readings.main.objects[0]?.metadata.uid ?? '';
  if (finding.outcome === 'pass') {
    if (memory.trueOf !== undefined && memory.trueOf !== uid) memory.trueSince = undefined;
    memory.trueOf = uid;
    memory.trueSince ??= now;
    if (now - memory.trueSince < check.holdMs) {
      return verdictOf(check, facts.now, { outcome: 'fail', message: holding(subject, expected, check) }, true);
    }
    rememberTrue(check, facts, memory);
    return verdictOf(check, facts.now, finding, false);
  }
  if (finding.outcome === 'fail') {
    // What is watched held until this look: a look comes with every change.
    const { isWatched } = kindOf(check.probe);
    if (isWatched && now - (memory.trueSince ?? now) >= Math.max(check.holdMs, 1)) rememberTrue(check, facts, memory);
    memory.trueSince = undefined;
  }
  if (check.isOnce && memory.wasTrueOf !== undefined && memory.wasTrueOf === uid)
    return verdictOf(check, facts.now, { outcome: 'pass', message: passed(subject, expected) }, false);
  const remainingMs = finding.isFinal ? 0 : remaining(check, readings, now);
  const isPending = finding.outcome === 'fail' && remainingMs > 0;
  if (finding.outcome === 'fail' && !isPending && isLacking(check, readings, facts)) {
    const message = lacking(subject, readings.main.mayLack ?? 'full');
    return verdictOf(check, facts.now, { outcome: 'inconclusive', message }, false);
  }
  return verdictOf(
    check,
    facts.now,
    isPending ? { ...finding, message: waiting(finding.message) } : finding,
    isPending,
  );
}

/** Whether a check fails for want of events that may have been there: it would fail without any too, and not all of them can be seen. */
function isLacking(check: Check, { main, with: further }: CheckReadings, facts: Facts): boolean {
  if (main.mayLack === undefined || main.state !== 'found') return false;
  const none = { ...main, values: { ...main.values, events: [] } };
  const { outcome, isFinal = false } = find(check, { main: none, with: further }, facts);
  return outcome === 'fail' && !isFinal;
}

/** The kubelet writes its own view of a status at least every ten seconds: what a student wrote there does not stay longer (ms). */
export const kubeletSyncMs = 11_000;

/** What counts for good must have stayed longer than a forged status does; a measurement is not a status. */
function rememberTrue({ isOnce, probe }: Check, facts: Facts, memory: CheckMemory): void {
  const { now, statusSettlesMs = kubeletSyncMs } = facts;
  const trueForMs = now.getTime() - (memory.trueSince ?? now.getTime());
  if (isOnce && !kindOf(probe).isMeasured && trueForMs < statusSettlesMs) return;
  memory.wasTrueOf = memory.trueOf;
}

/** A container needs a moment to start, whatever time a check allows (ms). */
const startMs = 30_000;

/** How far the clocks of a node and of the grader may be apart (ms). */
const clockSkewMs = 30_000;

function remaining({ withinMs }: Check, { main, with: further }: CheckReadings, now: number): number {
  const { state, waitAtMostMs } = main;
  // A command on a node has no age of its own: the object it is compared with has.
  const [bornAt] =
    main.bornAt === undefined
      ? Object.values(further)
          .flatMap((reading) => reading.bornAt ?? [])
          .toSorted((a, b) => b - a)
      : [main.bornAt];
  // A start time in the future says nothing about how long to wait.
  if (bornAt === undefined || bornAt > now + clockSkewMs) return 0;
  const patience = Math.min(state === 'unready' ? Math.max(withinMs, startMs) : withinMs, waitAtMostMs ?? Infinity);
  return patience > 0 ? bornAt + patience - now : 0;
}

function find(check: Check, { main, with: further }: CheckReadings, facts: Facts): Finding {
  const { expected, probe } = check;
  const lacking = check.needs.find((need) => facts.lacking.has(need));
  if (lacking !== undefined) return { outcome: 'inconclusive', message: notHere(lacking) };
  const all = [main, ...Object.values(further)];
  const blind = all.find(({ state }) => state === 'unavailable');
  if (blind) return { outcome: 'inconclusive', message: unknown(blind.subject, wordsOf(blind.reason)) };
  const kind = kindOf(probe);
  const isAbsent = kind.isAbsenceWanted?.(probe) === true;
  const own = kind.isAboutFirst ? main.objects.slice(0, 1) : main.objects;
  // Where there is no cluster yet, nothing was removed.
  if (isAbsent && main.state === 'missing' && main.miss?.isClusterMissing !== true)
    return { outcome: 'pass', message: passed(main.subject, expected) };
  for (const reading of all) {
    if (reading.state === 'missing' && reading.miss) {
      return { outcome: 'fail', message: notThere(reading.miss), missing: missingName(reading.miss) };
    }
    if (reading.state === 'unready')
      return { outcome: 'fail', message: notReady(reading.subject, wordsOf(reading.reason)) };
  }
  if (check.isFresh) {
    if (own.some((object) => !isYoung(object, facts.startedAt)))
      return { outcome: 'fail', message: tooOld(main.subject), isFinal: true };
  }
  if (check.isOriginal) {
    const { made } = facts;
    if (made === undefined) return { outcome: 'inconclusive', message: unknownStart(main.subject) };
    if (own.some(({ metadata }) => !made.includes(metadata.uid)))
      return { outcome: 'fail', message: notOriginal(main.subject), isFinal: true };
  }
  if (kind.judgesItself) return findCode(main, expected);
  if (check.that === undefined) {
    if (kind.asksPresence === 'object')
      return isAbsent
        ? { outcome: 'fail', message: stillThere(main.subject, expected) }
        : { outcome: 'pass', message: passed(main.subject, expected) };
    const { events } = main.values;
    return Array.isArray(events) && events.length > 0
      ? { outcome: 'pass', message: passed(main.subject, expected) }
      : { outcome: 'fail', message: noEvent(main.subject, expected, kind.wanted?.(probe) ?? '') };
  }
  const finding = weigh(check, check.that, bindingsOf(check, { main, with: further }, facts), main.subject);
  return finding.outcome === 'fail' ? { ...finding, ...awaited(check, { main, with: further }) } : finding;
}

const CodeOutcome = z.object({ pass: z.boolean(), actual: z.object({ en: z.string(), zh: z.string() }).optional() });

/** What a named check of the lab's own came to; it said itself what it saw. */
function findCode({ subject, values }: Reading, expected: Text): Finding {
  const { pass, actual } = CodeOutcome.parse(values);
  if (pass) return { outcome: 'pass', message: passed(subject, expected) };
  const seen = { en: formatWords(actual?.en ?? ''), zh: formatWords(actual?.zh ?? '') };
  return { outcome: 'fail', message: failed(subject, expected, seen), actual: seen };
}

function weigh(check: Check, that: string, bindings: Readonly<Record<string, unknown>>, subject: Subject): Finding {
  const environment = environmentOf(check.probe, Object.keys(check.with));
  const outcome = evaluate(environment, that, bindings);
  if (outcome.kind === 'value' && outcome.value === true)
    return { outcome: 'pass', message: passed(subject, check.expected) };
  if (outcome.kind === 'error') return { outcome: 'inconclusive', message: unknown(subject, outcome.message) };
  return { outcome: 'fail', ...told({ ...check, that }, environment, bindings, subject) };
}

function bindingsOf(check: Check, { main, with: further }: CheckReadings, facts: Facts): Record<string, unknown> {
  const bindings: Record<string, unknown> = {
    params: boundParameters(facts.parameters),
    attempt: { startedAt: new Date(secondOf(facts.startedAt)) },
    now: facts.now,
    server: { version: facts.serverVersion },
    ...bind(main),
  };
  for (const [name, reading] of Object.entries(further)) {
    const probe = check.with[name];
    const { bound = '' } = probe ? kindOf(probe) : {};
    const values = bind(reading);
    bindings[name] = values[bound] ?? values;
  }
  return bindings;
}

function bind({ values }: Reading): Record<string, unknown> {
  const bound = fieldsToCel(values);
  const { usage } = values;
  if (typeof usage !== 'object' || usage === null) return bound;
  return {
    ...bound,
    usage: Object.fromEntries(
      Object.entries(usage).map(([name, text]: [string, unknown]) => [name, parseQuantity(String(text))]),
    ),
  };
}

/** Whether a check does something itself and is left alone until Check or Submit. */
export function isAct({ probe }: Check): boolean {
  return kindOf(probe).actsOn?.(probe) !== undefined;
}

/** The verdict of a check that has not acted yet on the Pod that is there now. */
export function untried(check: Check, subject: Subject, facts: Facts): Verdict {
  const missing = `the other checks of task ${check.task}`;
  return verdictOf(check, facts.now, { outcome: 'fail', message: notTried(subject), missing }, false);
}
