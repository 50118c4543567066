import { isCustom, refusal, UnknownKind } from '@drydock/cluster';
import {
  type CodeProbe,
  type CodeQuestion,
  formatRef,
  kindNamed,
  type Look,
  parseCollectionRef,
  parseObjectRef,
  type Probe,
  probeKinds,
  probes,
  kindOf,
  runCode,
} from '@drydock/lab';
import { keysOf, type KubeObject, type Text } from '@drydock/model';
import { z } from 'zod';
import { wordsOf } from '../reading/reason.ts';
import { type Reading, type Seen, bornAt } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';
import { missing } from '../reading/not-found.ts';
import { fail } from '../text/fail.ts';
import { say } from '../text/say.ts';

/** What of a run is kept as evidence, at most. */
const keptLines = 200;
const keptObjects = 50;

/** Runs a named check of the lab on the object it is about. `trace` lists what it read and did, line by line. */
export async function readCode(
  view: View,
  probe: CodeProbe,
  read: (view: View, probe: Probe) => Promise<Reading>,
): Promise<Seen> {
  const { name, ref, isAct, limitMs } = probe;
  const self = await view.get(ref);
  if (!self) return missing(view, ref);
  const { code } = view;
  if (!code?.names.includes(name)) throw fail('lab_invalid', (text) => text.noCheck(name));

  const trace: string[] = [];
  const seen = new Map<string, KubeObject>([[self.metadata.uid, self]]);
  const startedAt = performance.now();
  const tell = (line: string): void => {
    if (trace.length < keptLines) trace.push(`${Math.round(performance.now() - startedAt)} ms ${line}`);
  };
  const keep = (objects: readonly KubeObject[]): void => {
    for (const object of objects) if (seen.size < keptObjects) seen.set(object.metadata.uid, object);
  };

  const answers: Readonly<Record<CodeQuestion, (argument: unknown, signal: AbortSignal) => Promise<unknown>>> = {
    async get(text, signal) {
      const object = await orNone(view.objects.get(demand(parseObjectRef(String(text)), text), signal), undefined);
      tell(`get ${String(text)}: ${object ? versionOf(object) : 'not found'}`);
      if (object) keep([object]);
      return object;
    },
    async list(text, signal) {
      const of = demand(parseCollectionRef(String(text)), text);
      const { items } = await orNone(view.objects.list(of, signal), { items: [] });
      tell(`list ${String(text)}: ${items.map(versionOf).join(', ') || 'none'}`);
      keep(items);
      return items;
    },
    async look(input, signal): Promise<Look> {
      const inner = demandProbe(input, isAct);
      const { state, values, reason, objects } = await read(afresh(view, signal), inner);
      const words = reason === undefined ? undefined : wordsOf(reason);
      const why = words?.en;
      tell(`look ${JSON.stringify(input)}: ${state}${why === undefined ? '' : `, ${why}`}`);
      keep(objects);
      if (state === 'unavailable')
        throw fail('cluster_unreachable', (text, language) => text.couldNotLook(words?.[language]));
      return { state, values, ...(why !== undefined && { reason: why }) };
    },
    async deletePod(argument, signal) {
      demandAct(isAct, 'deletes a Pod');
      const { namespace = 'default', name: pod, uid } = demandPod(argument);
      tell(`delete Pod ${namespace}/${pod} ${uid}`);
      const path = await view.objects.path({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod }, signal);
      const body = JSON.stringify({ kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { uid } });
      const headers = { 'content-type': 'application/json' };
      const { status, body: answer } = await view.cluster.request(path, { method: 'DELETE', headers, body, signal });
      if (status !== 200 && status !== 202) throw refusal(path, status, answer);
      return undefined;
    },
  };
  const check = { name, self, params: view.parameters, startedAt: view.startedAt };
  const result = await runCode(
    { url: code.url, text: code.text, check },
    {
      subject: say((text) => text.checkOf(name)),
      limitMs,
      signal: view.signal,
      answer: async (question, argument, signal) => answers[question](argument, signal),
    },
  );
  return {
    subject: formatRef(ref),
    state: 'found',
    values: { self, trace, ...outcomeOf(result, name) },
    objects: [...seen.values()],
    bornAt: bornAt(self),
  };
}

/** Returns what was read, or `none` for a kind that is not defined yet. */
async function orNone<T, None>(reading: Promise<T>, none: None): Promise<T | None> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UnknownKind && isCustom(error.apiVersion)) return none;
    throw error;
  }
}

/** A view that reads everything again: code waits for changes. */
function afresh(view: View, signal: AbortSignal): View {
  return {
    ...view,
    get: (ref) => view.objects.get(ref, signal),
    list: async (ref) => (await view.objects.list(ref, signal)).items,
    once: async (_key, look) => look(),
    signal,
  };
}

function outcomeOf(result: unknown, name: string): { pass: boolean; actual?: Text } {
  const { pass, actual }: { pass?: unknown; actual?: string | Partial<Text> } = result ?? {};
  if (pass === true) return { pass };
  const text = typeof actual === 'string' ? { en: actual, zh: actual } : actual;
  if (pass === false && typeof text?.en === 'string' && typeof text.zh === 'string')
    return { pass, actual: { en: text.en, zh: text.zh } };
  throw fail('lab_invalid', (words) => words.strangeResult(name, String(JSON.stringify(result))));
}

function versionOf({ metadata }: KubeObject): string {
  return `${metadata.name} ${metadata.uid}@${metadata.resourceVersion}`;
}

function demand<T>(ref: T | undefined, text: unknown): T {
  if (ref !== undefined) return ref;
  throw fail('lab_invalid', (words) => words.unreadable(String(text)));
}

function demandAct(isAct: boolean, what: string): void {
  if (isAct) return;
  throw fail('lab_invalid', (text) => text.onlyLooks(what));
}

const PodToDelete = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string().optional(), uid: z.string() }),
});

function demandPod(argument: unknown): z.infer<typeof PodToDelete>['metadata'] {
  const { data } = PodToDelete.safeParse(argument);
  if (data) return data.metadata;
  throw fail('lab_invalid', (text) => text.notAPod);
}

/** The probe that a look describes; commands and marks change things, so they need `act`. */
function demandProbe(input: unknown, isAct: boolean): Probe {
  const given = typeof input === 'object' && input !== null ? input : {};
  const name = keysOf(probes).find((known) => known in given && !('judgesItself' in probeKinds[known]));
  const result = name && probes[name].safeParse({ id: 'look', title: 'look', expected: 'look', ...given });
  if (!name || !result?.success) throw fail('lab_invalid', (text) => text.notAProbe(JSON.stringify(input)));
  const probe = kindNamed(name).toProbe(result.data);
  const change = kindOf(probe).sideEffect?.(probe);
  if (change !== undefined) demandAct(isAct, change);
  return probe;
}
