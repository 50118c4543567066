import type { Capability, SandboxProfile, Words } from '@drydock/model';

/** Something that a lab may need, and a server may lack. */
export type Lacking = Capability | 'root';

/** What a driver lacks, in a sentence about a lab. */
export interface Lack {
  readonly lab: string;
  readonly driver: string;
  readonly profile: SandboxProfile;
  readonly missing: readonly Lacking[];
  /** The profiles that the driver has. */
  readonly profiles: readonly SandboxProfile[];
}

/** What a cell of a lesson may need of its student, and why a server does not give it: students share its machine, or its driver enters no node. */
export interface CellLack {
  readonly need: 'root' | 'admin';
  readonly why: 'shared' | 'no access';
  readonly driver: string;
}

/** What a driver that lacks something refuses. */
export type Refused = Capability | 'freeze' | 'deepFreeze' | 'pauseNodes';

function nameOf(capability: Lacking, profile: SandboxProfile): string {
  return {
    profile: `clusters of the profile ${profile}`,
    nodeShell: 'access to nodes',
    root: 'a student who is root on the nodes',
    registry: 'a private registry',
  }[capability];
}

const refused: Readonly<Record<Refused, string>> = {
  profile: 'makes no cluster of this profile',
  nodeShell: 'gives no access to nodes',
  registry: 'has no private registry',
  freeze: 'cannot freeze a sandbox',
  deepFreeze: 'cannot put the memory of a sandbox into compressed swap on this machine',
  pauseNodes: 'cannot pause a node',
};

const readInstead = 'Read on: an example output shows what it prints.';
const newSandbox = 'Start the lab again: it gets a new sandbox.';
const seeList = 'See `npx drydock sandbox list`.';

/** The messages of sandboxes to students, in English. */
export const en = {
  queue: {
    title: 'Waiting for a free place',
    place: (ahead: number, seconds?: number) => {
      const place = ahead === 0 ? 'you are next' : `${ahead} ahead of you`;
      if (seconds === undefined) return place;
      return `${place}, ${seconds < 60 ? 'less than a minute' : `about ${Math.round(seconds / 60)} min`}`;
    },
  },
  full: (inUse: number, waiting: number): Words => ({
    message: `All ${inUse} sandboxes that this machine has room for are in use, and ${waiting} requests are waiting.`,
    fix: 'Try again later, or end one of your other labs. `npx drydock doctor` shows what the machine has room for.',
  }),
  claimCancelled: { message: 'The start was cancelled.', fix: 'Start it again.' } satisfies Words,
  goingDown: { message: 'Drydock is shutting down.', fix: 'Try again in a moment.' } satisfies Words,
  unclaimed: (id: string): Words => ({ message: `The sandbox ${id} is not in use.`, fix: seeList }),
  unknown: (id: string): Words => ({ message: `There is no sandbox ${id} on this machine.`, fix: seeList }),
  partGone: (id: string, states: string): Words => ({
    message: `A part of the sandbox ${id} is gone: ${states}.`,
    fix: newSandbox,
  }),
  vanished: (id: string): Words => ({
    message: `The sandbox ${id} was removed while it was being made.`,
    fix: 'Start it again.',
  }),
  controlPlaneGone: (id: string): Words => ({
    message: `The control plane of the sandbox ${id} is gone.`,
    fix: newSandbox,
  }),
  apiSilent: (id: string): Words => ({
    message: `The API server of the sandbox ${id} does not answer.`,
    fix: newSandbox,
  }),
  noClusterYet: {
    message: 'There is no cluster on these machines yet.',
    fix: 'Make one with `kubeadm init` on the control plane.',
  } satisfies Words,
  noNode: (id: string, name: string, names: string): Words => ({
    message: `The sandbox ${id} has no node ${name}.`,
    fix: `Its nodes are ${names}.`,
  }),
  onlyWorkers: (name: string): Words => ({
    message: `The node ${name} cannot be paused: it runs the API server.`,
    fix: 'Pause a worker.',
  }),
  slowCommand: (command: string, container: string, seconds: number): Words => ({
    message: `${command} did not end within ${seconds} s on ${container}.`,
    fix: 'Check whether the machine is overloaded, then try again.',
  }),
  registryStopped: {
    message: 'The private registry of this sandbox is not running.',
    fix: 'Reset the lab.',
  } satisfies Words,
  registrySilent: (container: string, node: string, causes: string): Words => ({
    message: `The private registry ${container} does not answer the node ${node}: ${causes || 'neither names an error.'}`,
    fix: 'Reset the lab. If that does not help, end the attempt and start it again.',
  }),
  notMade: (reason: string, needs: readonly Words[]): Words => ({
    message: [`The sandbox could not be made: ${reason}`, ...needs.map(({ message }) => message)].join('\n'),
    fix: needs.map(({ fix }) => fix).join('\n'),
  }),
  idTaken: (id: string): Words => ({
    message: `There is already a sandbox ${id} on this machine.`,
    fix: 'Take another id.',
  }),
  noImage: (name: string, image: string): Words => ({
    message: `The ${name} image ${image} is not on this machine.`,
    fix: 'Run `npx drydock images build`.',
  }),
  notRemoved: (id: string, names: string, filter: string): Words => ({
    message: `Containers of the sandbox ${id} could not be removed: ${names}.`,
    fix: `Look at \`docker ps --all --filter name=${filter}\`.`,
  }),
  diskShort: (folder: string, free: string, needed: number): Words => ({
    message: `The disk of ${folder} has ${free} GiB left: a new sandbox needs ${needed} GiB.`,
    fix: 'Free some space: `docker system df` shows what Docker keeps, `npx drydock sandbox list` the sandboxes that are there.',
  }),
  noNetwork: (range: string, attempts: number): Words => ({
    message: `No free network was found in ${range} after ${attempts} attempts.`,
    fix: 'Look at `docker network ls` and the routes of this machine, and free a part of that range.',
  }),
  agentSilent: (
    workspace: string,
    what: 'ended' | `did not listen within ${number} s`,
    cause: string | undefined,
  ): Words => ({
    message: `The agent of the workspace ${workspace} ${what}: ${cause ?? 'it named no error.'}`,
    fix: 'Run `npx drydock doctor`: it tries whether a program in a container can listen in the data folder.',
  }),
  simulated: (name: string): Words => ({
    message: `${name} is simulated: nothing runs in it.`,
    fix: 'Use the kind driver.',
  }),
  noDriver: (name: string, names: readonly string[]): Words => ({
    message: `There is no driver ${JSON.stringify(name)}.`,
    fix: `Set DRYDOCK_DRIVER to one of ${names.join(', ')}, or unset it to get kind.`,
  }),
  cannot: (driver: string, what: Refused): Words => ({
    message: `The driver ${driver} ${refused[what]}.`,
    fix: 'Use a driver that can; see the `info` of each.',
  }),
  noTier: (name: string): Words => ({
    message: `There is no tier ${JSON.stringify(name)}.`,
    fix: 'Write 1 for students who may be root on this machine, such as yourself, or 2 for a class that shares it. SECURITY.md explains both.',
  }),
  noTierOf: (driver: string): Words => ({
    message: `The driver ${driver} has no tier 2: its clusters are not Drydock's to close.`,
    fix: 'Leave out DRYDOCK_TIER (--tier), or use the driver kind.',
  }),
  canarySilent: (id: string, seconds: number, heard: string): Words => ({
    message: `Sandbox ${id} was not closed for students within ${seconds} s: a privileged Pod must be refused and an ordinary one let through.\n${heard}`,
    fix: 'Start it again. If it happens again, run `npx drydock doctor`, and report it with these lines.',
  }),
  cellLacks: ({ need, why, driver }: CellLack): Words =>
    why === 'no access'
      ? {
          message: `This needs root on a node, and the driver ${driver} gives no access to nodes.`,
          fix: `${readInstead} To run it, use a Drydock on your own machine, or ask whoever runs this one whether its nodes may be entered.`,
        }
      : {
          message: {
            root: 'This needs root on a node, and on this server students share a machine and are root nowhere.',
            admin:
              'This needs the rights of an administrator, and on this server students share a machine and do not have them.',
          }[need],
          fix: `${readInstead} To run it, use a Drydock on your own machine.`,
        },
  lacks: ({ lab, driver, profile, missing, profiles }: Lack): Words => {
    const named = missing.map((capability) => nameOf(capability, profile)).join(' and ');
    const has = missing.includes('profile') ? ` The driver makes ${profiles.join(', ') || 'no profile'}.` : '';
    if (missing.includes('root'))
      return {
        message: `This server does not offer lab ${lab}: it needs ${named}, and here students share a machine and are root nowhere.`,
        fix: 'Choose another lab, or run this one with a Drydock on your own machine (DRYDOCK_TIER=1).',
      };
    return {
      message: `Lab ${lab} needs ${named}, which the driver ${driver} does not have.${has}`,
      fix: 'Choose another lab, or run this one on a server with another DRYDOCK_DRIVER (kind has it all).',
    };
  },
};
