import type { Cluster, Objects } from '@drydock/cluster';
import { runStep } from '@drydock/host';
import { type Lab, readSetup } from '@drydock/lab';
import type { OnStep } from '@drydock/model';
import { applyAll } from './apply.ts';
import type { GraderLog } from '../log.ts';
import type { Memories } from '../memory/memory.ts';
import { learnNodes } from './node-state.ts';
import { untilReady } from './nodes-ready.ts';
import type { OpenNode } from '../node.ts';
import { type OpenRegistry, startRegistry } from '../registry/registry.ts';
import { removeFiles, sweep } from './reset.ts';
import { demandUntouched } from './untouched.ts';
import { type System, learnSystem } from '../integrity/system.ts';

export interface StartStateOptions {
  readonly lab: Lab;
  readonly parameters: Readonly<Record<string, string>>;
  readonly startedAt: Date;
  readonly node: OpenNode;
  readonly registry: OpenRegistry;
  readonly memories: Memories;
  readonly log: GraderLog;
  readonly open: () => Promise<{ cluster: Cluster; objects: Objects }>;
}

interface Run {
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

/** Makes the start state of a lab, on an unused cluster or on one in which a student has worked. */
export function createStartState(options: StartStateOptions) {
  const { lab, parameters, startedAt, node, registry, memories, log, open } = options;

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

  async function make({ signal, onStep }: Run): Promise<void> {
    const { cluster, objects } = await open();
    const wanted = await readSetup(lab, parameters);
    const { token = '', password = '' } = parameters;
    if (lab.registry) {
      await runStep(onStep, 'registry', 'Start the private registry', () =>
        startRegistry(registry, node, { token, password }, signal),
      );
    }
    await runStep(onStep, 'setup', 'Prepare the lab', async () => {
      const [made] = await Promise.all([
        applyAll({ cluster, objects, wanted, signal }),
        // What the setup makes does not come about on a node that does not run.
        untilReady({ cluster, signal }),
      ]);
      memories.begin(made);
    });
  }

  return {
    async prepare(run: Run): Promise<void> {
      // Before anybody can have changed it: neither the student nor the lab's own setup.
      memories.system = await learn(run);
      await make(run);
    },

    async reset(run: Run): Promise<void> {
      const { signal, onStep } = run;
      const { cluster, objects } = await open();
      const { system } = memories;
      if (system)
        await runStep(onStep, 'system', "Look at the cluster's own system", () =>
          demandUntouched({ cluster, openNode: node, system, signal }),
        );
      memories.system = await learn(run);
      await runStep(onStep, 'sweep', 'Remove what the attempt made', async () => {
        await sweep({ cluster, objects, lab, startedAt, signal });
        await removeFiles(lab, node, signal);
        if (lab.registry) await (await registry()).stop({ signal });
      });
      await make(run);
    },
  };
}
