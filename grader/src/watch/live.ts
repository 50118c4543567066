import { isDeepStrictEqual } from 'node:util';
import { reflect, type Reflector } from '@drydock/cluster';
import { type Check, kindOf, probesOf } from '@drydock/lab';
import type { CollectionRef, KubeObject, ObjectRef, Verdict } from '@drydock/model';
import { lookOnly } from './act.ts';
import { explain, keepFor } from '../because/explain.ts';
import { type CheckMemory, type Facts, isAct, judge } from '../verdict/judge.ts';
import type { CheckReadings } from '../reading/reading.ts';
import { unknown } from '../verdict/messages.ts';
import { reasonOf, wordsOf } from '../reading/reason.ts';
import { type Judged, type OnJudged, readCheck } from './round.ts';
import type { View } from '../reading/view.ts';

export interface LiveOptions {
  readonly checks: readonly Check[];
  readonly base: Omit<View, 'get' | 'list' | 'once' | 'signal'>;
  readonly facts: () => Facts;
  readonly memoryOf: (check: Check) => CheckMemory;
  readonly signal: AbortSignal;
  readonly onVerdicts: (verdicts: readonly Verdict[]) => void;
  readonly onJudged?: OnJudged | undefined;
}

/** How soon after a change checks are judged (ms): a burst of changes is judged once. */
const settleMs = 40;
/** How often what has no watch is looked at again while it is not met, and when it is (ms). */
const pollUnmetMs = 3000;
const pollMetMs = 20_000;
/** How long what explains a failure is kept for other checks that want to know it (ms). */
const causeKeptMs = 2500;
/** A cluster that does not answer for longer makes its verdicts inconclusive (ms). */
const patienceMs = 10_000;

/** Judges the checks whenever what they read changes; resolves when all were judged once, runs until `signal`. */
export async function watchChecks(options: LiveOptions): Promise<void> {
  const { checks, base, facts, memoryOf, signal, onVerdicts, onJudged } = options;
  const reflectors = new Map<string, Reflector>();
  const dependents = new Map<string, Set<Check>>();
  const verdicts = new Map<Check, Verdict>();
  const dirty = new Set<Check>();
  const timers = new Map<Check, { at: number; timer: NodeJS.Timeout }>();
  const busy = new Set<Check>();
  const once = keepFor(causeKeptMs);
  let isStarted = false;
  let flush: NodeJS.Timeout | undefined;
  const view: View = { ...base, signal, get: liveGet, list: liveList, once: (_, read) => read() };

  function touch(check: Check): void {
    if (signal.aborted) return;
    dirty.add(check);
    if (isStarted) flush ??= setTimeout(() => void run(), settleMs);
  }

  function keyOf({ apiVersion, kind, namespace, selector }: CollectionRef): string {
    return `${apiVersion}/${kind} ${namespace ?? '*'} ${selector ?? ''}`;
  }

  async function collection(of: CollectionRef): Promise<ReadonlyMap<string, KubeObject>> {
    const reflector = reflectors.get(keyOf(of));
    if (!reflector)
      return new Map((await base.objects.list(of, signal)).items.map((item) => [item.metadata.uid, item]));
    await reflector.tried;
    const { trouble, isSynced } = reflector;
    if (trouble && (!isSynced || Date.now() - trouble.since > patienceMs)) throw trouble.error;
    return reflector.objects;
  }

  async function liveGet({ name, ...ref }: ObjectRef): Promise<KubeObject | undefined> {
    for (const object of (await collection(ref)).values()) if (object.metadata.name === name) return object;
    return undefined;
  }

  async function liveList({
    fieldSelector,
    ...ref
  }: CollectionRef & { fieldSelector?: string }): Promise<readonly KubeObject[]> {
    if (fieldSelector !== undefined) return (await base.objects.list({ ...ref, fieldSelector }, signal)).items;
    return [...(await collection(ref)).values()];
  }

  function follow(of: CollectionRef, check: Check): void {
    const key = keyOf(of);
    const waiting = dependents.get(key) ?? new Set<Check>();
    waiting.add(check);
    dependents.set(key, waiting);
    if (reflectors.has(key)) return;
    const touchAll = (): void => {
      for (const each of dependents.get(key) ?? []) touch(each);
    };
    reflectors.set(
      key,
      reflect({
        cluster: base.cluster,
        objects: base.objects,
        of,
        signal,
        onChange: (object) => {
          // An event may be deleted before the checks are looked at.
          if (of.kind === 'Event') base.seen?.note([object]);
          touchAll();
        },
        onTrouble: () => {
          touchAll();
          setTimeout(touchAll, patienceMs + 500).unref();
        },
      }),
    );
  }

  function schedule(check: Check, verdict: Verdict, atMostMs?: number): void {
    const wait = atMostMs ?? nextLookMs(check, verdict, memoryOf(check));
    if (wait === undefined || signal.aborted) return;
    const at = Date.now() + wait;
    const known = timers.get(check);
    if (known && known.at <= at && known.at > Date.now()) return;
    clearTimeout(known?.timer);
    timers.set(check, { at, timer: setTimeout(() => touch(check), wait) });
  }

  async function judged(check: Check): Promise<Judged> {
    const readings = await readCheck(check, view);
    const moment = facts();
    const one = { check, readings, verdict: judge(check, readings, moment, memoryOf(check)) };
    onJudged?.([one], 'watch', moment);
    return one;
  }

  /** Reports the cause of a failure once it is known, so that no tick waits for it. */
  async function addCause(check: Check, readings: CheckReadings, before: Verdict): Promise<void> {
    const { verdict, isMoving } = await explain(check, readings, before, base, once, signal);
    if (signal.aborted || verdicts.get(check) !== before) return;
    if (isMoving) schedule(check, verdict, pollUnmetMs);
    if (verdict.because?.en === before.because?.en) return;
    verdicts.set(check, verdict);
    tell();
  }

  /** Judges one check; returns whether its verdict has changed. */
  async function look(check: Check): Promise<boolean> {
    if (busy.has(check)) {
      // The look under way saw the older state; the check is looked at again after it.
      setTimeout(() => touch(check), settleMs);
      return false;
    }
    busy.add(check);
    try {
      const { readings, verdict: found } = isAct(check)
        ? await lookOnly(check, view, facts(), memoryOf(check))
        : await judged(check);
      const before = verdicts.get(check);
      // The cause comes after the verdict; until then the last one holds, as long as the same is wrong.
      const cause =
        before?.because && before.missing === found.missing && found.outcome === 'fail' ? before.because : undefined;
      const verdict = { ...found, ...(cause && { because: cause }) };
      verdicts.set(check, verdict);
      schedule(check, verdict);
      if (verdict.outcome === 'fail') void addCause(check, readings, verdict);
      return !before || saysMore(before, verdict);
    } catch (error) {
      if (signal.aborted) return false;
      verdicts.set(check, inconclusive(check, error, facts().now));
      return true;
    } finally {
      busy.delete(check);
    }
  }

  async function run(): Promise<void> {
    flush = undefined;
    const due = [...dirty];
    dirty.clear();
    // A slow probe must not hold back the tick of a quick one: new verdicts are reported as they come, those of one moment together.
    const quick = due.filter((check) => isWholeWatched(check));
    const changed = await Promise.all(quick.map(look));
    if (changed.includes(true)) tell();
    await Promise.all(
      due
        .filter((check) => !quick.includes(check))
        .map(async (check) => {
          if (await look(check)) tell();
        }),
    );
  }

  function tell(): void {
    if (!signal.aborted && isStarted) onVerdicts(checks.flatMap((check) => verdicts.get(check) ?? []));
  }

  signal.addEventListener('abort', () => {
    clearTimeout(flush);
    for (const { timer } of timers.values()) clearTimeout(timer);
  });
  for (const check of checks) {
    for (const of of probesOf(check).flatMap((probe) => kindOf(probe).watches(probe))) follow(of, check);
  }
  await Promise.all([...reflectors.values()].map(({ tried }) => tried));
  for (const check of checks) dirty.add(check);
  await run();
  signal.throwIfAborted();
  isStarted = true;
  tell();
  if (dirty.size > 0) void run();
}

function inconclusive(check: Check, error: unknown, now: Date): Verdict {
  const message = unknown(kindOf(check.probe).subject(check.probe), wordsOf(reasonOf(error)));
  return {
    task: check.task,
    check: check.id,
    outcome: 'inconclusive',
    pending: false,
    message,
    expected: check.expected,
    at: now.toISOString(),
  };
}

function saysMore(before: Verdict, after: Verdict): boolean {
  return (
    before.outcome !== after.outcome ||
    before.pending !== after.pending ||
    before.actual !== after.actual ||
    before.missing !== after.missing ||
    before.message.en !== after.message.en ||
    !isDeepStrictEqual([before.rows, before.because], [after.rows, after.because])
  );
}

function isWholeWatched(check: Check): boolean {
  return isAct(check) || probesOf(check).every((probe) => kindOf(probe).isWatched);
}

/** When a check must be looked at again although nothing changed (ms); undefined when only a change can matter. */
function nextLookMs(check: Check, verdict: Verdict, memory: CheckMemory): number | undefined {
  const waits: number[] = [];
  if (check.holdMs > 0 && memory.trueSince !== undefined && verdict.outcome !== 'pass') {
    waits.push(Math.max(100, memory.trueSince + check.holdMs - Date.now() + 20));
  }
  if (/\bnow\b/.test(`${check.that ?? ''} ${check.never ?? ''}`)) waits.push(1000);
  const isMissing = verdict.missing !== undefined;
  if (!isWholeWatched(check) && !(isMissing && kindOf(check.probe).watches(check.probe).length > 0))
    waits.push(verdict.outcome === 'pass' ? pollMetMs : pollUnmetMs);
  // Only what is near can have changed: the object itself would have been told.
  else if (isMissing || verdict.pending) waits.push(pollUnmetMs);
  else if (verdict.outcome === 'inconclusive') waits.push(pollUnmetMs);
  return waits.length === 0 ? undefined : Math.min(...waits);
}
