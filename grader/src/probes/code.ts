import { CourseError, type Text } from '@drydock/model';
import { type ProbeName, probeOf, probes } from '../attributes.ts';
import { pause } from '../cluster.ts';
import type { CodeActions, CodeResult, CodeView } from '../code.ts';
import type { CodeProbe, Probe } from '../lab.ts';
import { type KubeObject, refusal } from '../objects.ts';
import { type Reading, type Seen, bornAt } from '../reading.ts';
import { formatRef, parseCollectionRef, parseObjectRef } from '../reference.ts';
import type { View } from '../view.ts';
import { missing } from './miss.ts';

const lookAgainMs = 500;
/** What of a run is kept as evidence, at most. */
const keptLines = 200;
const keptObjects = 50;

/** Runs a named check of the lab on the object it is about. What it read and did is told line by line in `trace`. */
export async function readCode(
  view: View,
  probe: CodeProbe,
  read: (view: View, probe: Probe) => Promise<Reading>,
): Promise<Seen> {
  const { name, ref, isAct, limitMs } = probe;
  const self = await view.get(ref);
  if (!self) return missing(view, ref);
  const check = view.code[name];
  if (!check)
    throw new CourseError('lab_invalid', `checks.ts has no check ${name}.`, 'Run `npx drydock lab lint` on the lab.');

  const ended = new AbortController();
  const late = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([ended.signal, late, ...(view.signal ? [view.signal] : [])]);
  const trace: string[] = [];
  const seen = new Map<string, KubeObject>([[self.metadata.uid, self]]);
  const startedAt = performance.now();
  const tell = (line: string): void => {
    // Who goes on after its time is up must not go on looking or acting.
    signal.throwIfAborted();
    if (trace.length < keptLines) trace.push(`${Math.round(performance.now() - startedAt)} ms ${line}`);
  };
  const keep = <T>(objects: readonly KubeObject[]): readonly T[] => {
    for (const object of objects) if (seen.size < keptObjects) seen.set(object.metadata.uid, object);
    return structuredClone(objects) as unknown as readonly T[];
  };

  const codeView: CodeView = {
    self: structuredClone(self),
    params: { ...view.parameters },
    startedAt: new Date(view.startedAt),
    signal,
    async get<T>(text: string) {
      const object = await view.objects.get(demand(parseObjectRef(text), text), signal);
      tell(`get ${text}: ${object ? versionOf(object) : 'not found'}`);
      return keep<T>(object ? [object] : [])[0];
    },
    async list<T>(text: string) {
      const { items } = await view.objects.list(demand(parseCollectionRef(text), text), signal);
      tell(`list ${text}: ${items.map(versionOf).join(', ') || 'none'}`);
      return keep<T>(items);
    },
    async look(input) {
      const inner = demandProbe(input, isAct);
      const { state, values, reason, objects } = await read(afresh(view, signal), inner);
      tell(`look ${JSON.stringify(input)}: ${state}${reason === undefined ? '' : `, ${reason}`}`);
      keep(objects);
      if (state === 'unavailable')
        throw new CourseError('cluster_unreachable', reason ?? 'The probe could not look.', 'Try again.');
      return { state, values: structuredClone(values), ...(reason !== undefined && { reason }) };
    },
    async waitFor(look, { withinMs }) {
      const until = performance.now() + withinMs;
      for (;;) {
        const found = await look();
        if (found !== undefined && found !== false) return found;
        if (performance.now() + lookAgainMs > until) return undefined;
        await pause(lookAgainMs, signal);
      }
    },
  };
  const actions: CodeActions = {
    async deletePod({ metadata: { namespace = 'default', name: pod, uid } }) {
      demandAct(isAct, 'deletes a Pod');
      tell(`delete Pod ${namespace}/${pod} ${uid}`);
      const path = await view.objects.path({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod }, signal);
      const body = JSON.stringify({ kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { uid } });
      const headers = { 'content-type': 'application/json' };
      const { status, body: answer } = await view.cluster.request(path, { method: 'DELETE', headers, body, signal });
      if (status !== 200 && status !== 202) throw refusal(path, status, answer);
    },
  };
  try {
    const result = await inTime(check(codeView, Object.freeze(actions)), signal, { name, limitMs });
    return {
      subject: formatRef(ref),
      state: 'found',
      values: { self, trace, ...outcomeOf(result, name) },
      objects: [...seen.values()],
      bornAt: bornAt(self),
    };
  } finally {
    ended.abort();
  }
}

/** What a round has read already is read again: code waits for changes. */
function afresh(view: View, signal: AbortSignal): View {
  return {
    ...view,
    get: (ref) => view.objects.get(ref, signal),
    list: async (ref) => (await view.objects.list(ref, signal)).items,
    signal,
  };
}

/** The result of the run, or a rejection when its time is up: code that does not listen to its signal is left alone. */
async function inTime(
  run: Promise<CodeResult>,
  signal: AbortSignal,
  { name, limitMs }: { name: string; limitMs: number },
): Promise<CodeResult> {
  const { promise, reject } = Promise.withResolvers<never>();
  const tooLate = (): void =>
    reject(new CourseError('timeout', `${name} of checks.ts took longer than ${limitMs / 1000} s.`, 'Check again.'));
  signal.addEventListener('abort', tooLate);
  // What is left behind may still fail; nobody is there to be told.
  run.catch(() => undefined);
  try {
    return await Promise.race([run, promise]);
  } finally {
    signal.removeEventListener('abort', tooLate);
  }
}

function outcomeOf(result: CodeResult, name: string): { pass: boolean; actual?: Text } {
  const { pass, actual } = result as { pass: unknown; actual?: string | Partial<Text> };
  if (pass === true) return { pass };
  const text = typeof actual === 'string' ? { en: actual, zh: actual } : actual;
  if (pass === false && typeof text?.en === 'string' && typeof text.zh === 'string')
    return { pass, actual: { en: text.en, zh: text.zh } };
  throw new CourseError(
    'lab_invalid',
    `${name} of checks.ts answered ${JSON.stringify(result)}.`,
    'Answer { pass: true }, or { pass: false, actual } with a text.',
  );
}

function versionOf({ metadata }: KubeObject): string {
  return `${metadata.name} ${metadata.uid}@${metadata.resourceVersion}`;
}

function demand<T>(ref: T | undefined, text: string): T {
  if (ref !== undefined) return ref;
  throw new CourseError(
    'lab_invalid',
    `checks.ts asks for «${text}», which cannot be read.`,
    'Write it as in a <Check>.',
  );
}

function demandAct(isAct: boolean, what: string): void {
  if (isAct) return;
  throw new CourseError('lab_invalid', `checks.ts ${what}, but its <Check> only looks.`, 'Write act in the <Check>.');
}

/** The probe that a look describes; commands and marks change things, so they need `act`. */
function demandProbe(input: object, isAct: boolean): Probe {
  const name = (Object.keys(probes) as ProbeName[]).find((known) => known in input && known !== 'code');
  const result = name && probes[name].safeParse({ id: 'look', title: 'look', expected: 'look', ...input });
  if (!name || !result?.success)
    throw new CourseError(
      'lab_invalid',
      `checks.ts looks with ${JSON.stringify(input)}, which is no probe.`,
      'Write it as in a <Check>.',
    );
  const probe = (probeOf[name] as (attributes: unknown) => Probe)(result.data);
  if (probe.kind === 'exec' || (probe.kind === 'node' && 'argv' in probe)) demandAct(isAct, 'runs a command');
  if (probe.kind === 'http' && probe.mark !== undefined) demandAct(isAct, 'marks a file');
  return probe;
}
