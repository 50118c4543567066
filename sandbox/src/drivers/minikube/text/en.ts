import type { Words } from '@drydock/model';

const download = 'https://minikube.sigs.k8s.io/docs/start/';

/** The messages about minikube, in English. */
export const en = {
  missing: {
    message: 'minikube is not installed.',
    fix: `Install it from ${download}, or unset DRYDOCK_DRIVER to use kind.`,
  } satisfies Words,
  tooOld: (version: string, oldest: string): Words => ({
    message: `minikube ${version} is too old for the nodes; ${oldest} or newer is needed.`,
    fix: `Install a newer one from ${download}.`,
  }),
  noVersion: (said: string): Words => ({
    message: `\`minikube version\` printed no version: ${JSON.stringify(said)}`,
    fix: `Install minikube from ${download}; something else of this name may be first in PATH.`,
  }),
  notStarted: (profile: string, message: string, advice: string | undefined): Words => ({
    message: `minikube could not start the cluster ${profile}: ${message}`,
    fix:
      advice ??
      'Run `npx drydock doctor`, then try again. The log is in the data folder while the cluster is being made.',
  }),
  noRoom: (network: string): Words => ({
    message: `The network ${network} has no address left for the workspace: minikube gives the first ones to its nodes.`,
    fix: 'Report this as a bug in Drydock.',
  }),
};
