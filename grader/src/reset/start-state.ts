import type { Cluster, Objects } from '@drydock/cluster';
import { runStep } from '@drydock/host';
import { fillRef, type Lab, readSetup, readSetupFiles } from '@drydock/lab';
import { type OnStep, profileShape } from '@drydock/model';
import { applyAll } from './apply.ts';
import type { GraderLog } from '../log.ts';
import type { Memories } from '../memory/memory.ts';
import { learnNodes } from './node-state.ts';
import { untilReady } from './nodes-ready.ts';
import type { OpenNode, OpenWorkspace } from '../node.ts';
import { type ConditionOptions, untilAll } from '../setup/conditions.ts';
import { learnDisplaced, putBackFiles, writeFiles } from '../setup/files.ts';
import { bringBack, isNamed, learnRemoved, removeAll } from '../setup/removed.ts';
import { type OpenRegistry, registryOf, startRegistry } from '../registry/registry.ts';
import { removeFiles, removeSystemFiles } from './node-files.ts';
import { sweep } from './reset.ts';
import { demandUntouched } from './untouched.ts';
import { fail } from '../text/fail.ts';
import { type System, learnSystem, nameOf } from '../integrity/system.ts';

export interface StartStateOptions {
  readonly lab: Lab;
  readonly parameters: Readonly<Record<string, string>>;
  readonly startedAt: Date;
  readonly places: {
    readonly node: OpenNode;
    readonly workspace: OpenWorkspace;
    readonly registry: OpenRegistry;
  };
  readonly memories: Memories;
  readonly log: GraderLog;
  readonly open: () => Promise<{ cluster: Cluster; objects: Objects }>;
  /** What conditions of the set-up are looked at through, and judged by. */
  readonly base: () => Promise<ConditionOptions['base']>;
  readonly facts: ConditionOptions['facts'];
}

interface Run {
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

/** Makes the start state of a lab, on an unused cluster or on one in which a student has worked. */
export function createStartState(options: StartStateOptions) {
  const { lab, parameters, startedAt, memories, log, open, base, facts } = options;
  const { node, workspace, registry } = options.places;

  const { hasCluster, hasPodNetwork } = profileShape[lab.profile];

  async function learn({ signal }: Run): Promise<System> {
    const { cluster } = await open();
    const system = await learnSystem(cluster, memories.system, signal);
    if (system.nodes) return system;
    try {
      return { ...system, nodes: await learnNodes(cluster, node, signal) };
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ err: error }, 'what the nodes run by could not be read: a reset will not see what was changed there');
      return system;
    }
  }

  /** Keeps something of the cluster in the memory, told at once: what follows changes it. */
  function keep(change: Partial<System>): void {
    if (memories.system) memories.system = { ...memories.system, ...change };
    memories.tell();
  }

  async function removeSystem({ signal }: Run): Promise<void> {
    const wanted = (lab.setup?.remove ?? []).map((ref) => fillRef(ref, parameters));
    if (wanted.length === 0) return;
    const how = { ...(await open()), signal };
    keep({ removed: await learnRemoved(wanted, memories.system?.removed ?? [], how) });
    await removeAll(wanted, how);
  }

  /** Puts back what the set-up of another lab had removed on this cluster. */
  async function bringBackOthers({ signal }: Run): Promise<void> {
    const { system } = memories;
    const wanted = (lab.setup?.remove ?? []).map((ref) => fillRef(ref, parameters));
    const { own = [], others = [] } = Object.groupBy(system?.removed ?? [], (object) =>
      wanted.some((ref) => isNamed(object, ref)) ? 'own' : 'others',
    );
    if (!system || others.length === 0) return;
    const back = await bringBack(others, { ...(await open()), signal });
    const objects = system.objects.map((was) => back.find((now) => nameOf(now) === nameOf(was)) ?? was);
    keep({ objects, removed: own });
  }

  async function writeSetup({ signal }: Run): Promise<void> {
    const files = await readSetupFiles(lab, parameters);
    if (files.length === 0) return;
    const places = { node, workspace, signal };
    keep({ displaced: await learnDisplaced(files, memories.system?.displaced ?? [], places) });
    await writeFiles(files, places);
  }

  async function make(run: Run): Promise<void> {
    const { signal, onStep } = run;
    const { cluster, objects } = await open();
    const wanted = await readSetup(lab, parameters);
    if (lab.registry) {
      await runStep(onStep, 'registry', 'Start the private registry', () =>
        startRegistry(registry, node, registryOf(lab, parameters), signal),
      );
    }
    await runStep(onStep, 'setup', 'Prepare the lab', async () => {
      await Promise.all([writeSetup(run), removeSystem(run)]);
      const [made] = await Promise.all([
        applyAll({ cluster, objects, wanted, signal }),
        // What the setup makes does not come about on a node that does not run.
        hasPodNetwork ? untilReady({ cluster, signal }) : undefined,
      ]);
      memories.begin(made);
      await awaitConditions(run);
    });
  }

  /** Machines without a cluster get their files. */
  async function makeMachines(run: Run): Promise<void> {
    await runStep(run.onStep, 'setup', 'Prepare the lab', async () => {
      await writeSetup(run);
      memories.begin([]);
      await awaitConditions(run);
    });
  }

  /** Waits for what the set-up is to bring about. */
  async function awaitConditions({ signal }: Run): Promise<void> {
    const conditions = lab.setup?.until ?? [];
    if (conditions.length > 0) await untilAll({ conditions, parameters, base: await base(), facts, signal });
  }

  async function prepare(run: Run): Promise<void> {
    // Before anybody can have changed it: neither the student nor the lab's own setup.
    if (!hasCluster) return makeMachines(run);
    memories.system = await learn(run);
    await make(run);
  }

  return {
    prepare,

    async reset(run: Run): Promise<void> {
      const { signal, onStep } = run;
      if (!hasPodNetwork) {
        // What kubeadm made and a Pod network left on the nodes cannot be taken back.
        if (memories.made) throw fail('cluster_broken', (text) => text.madeAfresh);
        return prepare(run);
      }
      const { cluster, objects } = await open();
      // What the set-up wrote on nodes is no change of the cluster's own.
      await putBackFiles(memories.system?.displaced ?? [], { node, workspace, signal });
      await removeSystemFiles(lab, node, signal);
      const { system } = memories;
      if (system)
        await runStep(onStep, 'system', "Look at the cluster's own system", () =>
          demandUntouched({ cluster, openNode: node, system, signal }),
        );
      memories.system = await learn(run);
      await runStep(onStep, 'sweep', 'Remove what the attempt made', async () => {
        const kept = new Set(memories.system?.objects.map(({ metadata }) => metadata.uid));
        await sweep({ cluster, objects, lab, startedAt, kept, signal });
        await removeFiles(lab, node, signal);
        if (lab.registry) await (await registry()).stop({ signal });
        await bringBackOthers(run);
      });
      await make(run);
    },
  };
}
