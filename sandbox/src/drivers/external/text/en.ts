import type { Words } from '@drydock/model';

/** Who has a cluster that is lent already. */
export interface Holder {
  readonly sandbox: string;
  readonly host: string;
  readonly context: string;
  readonly since: string;
}

const seeContexts = '`npm start -- --driver external` lists the contexts of your kubeconfig.';

/** Quotes an argument for a shell where it needs that. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

const kubectl = (context: string): string => `kubectl --context ${quoted(context)}`;

/** The messages about a cluster that is lent, in English. */
export const en = {
  noContextNamed: {
    message: 'The driver external needs the name of a context of your kubeconfig.',
    fix: `Add \`--context NAME\`, or set DRYDOCK_CONTEXT. ${seeContexts}`,
  } satisfies Words,
  unknownContext: (name: string, known: readonly string[], nearest: string | undefined): Words => ({
    message: `Your kubeconfig has no context ${JSON.stringify(name)}.`,
    fix:
      known.length === 0
        ? 'It has none at all: start a cluster (`minikube start`, `k3d cluster create`, …), or set KUBECONFIG to the file that names it.'
        : `${nearest === undefined ? '' : `Did you mean ${nearest}? `}It has ${known.join(', ')}.`,
  }),
  unreadable: (file: string, reason: string): Words => ({
    message: `The kubeconfig ${file} cannot be read: ${reason}`,
    fix: 'Correct the file, or set KUBECONFIG to another one. `kubectl config view` shows whether kubectl can read it.',
  }),
  incomplete: (context: string, what: string): Words => ({
    message: `The context ${JSON.stringify(context)} of your kubeconfig names ${what}, which is not there.`,
    fix: `Correct it with \`kubectl config set-context ${quoted(context)}\`, or use another context. ${seeContexts}`,
  }),
  unusable: (context: string, reason: string): Words => ({
    message: `The context ${JSON.stringify(context)} cannot be used: ${reason}`,
    fix: `Make \`${kubectl(context)} get nodes\` work, then try again.`,
  }),
  unreachable: (context: string, reason: string): Words => ({
    message: `The cluster of the context ${JSON.stringify(context)} cannot be reached. ${reason}`,
    fix: `Start the cluster, or connect to its network, until \`${kubectl(context)} get nodes\` works. If the cluster is gone for good, remove its context: \`kubectl config delete-context ${quoted(context)}\`.`,
  }),
  expired: (context: string): Words => ({
    message: `The cluster of the context ${JSON.stringify(context)} does not accept your credentials (401): they have expired or were taken back.`,
    fix: `Log in again as you did for this cluster, until \`${kubectl(context)} get nodes\` works, then try again.`,
  }),
  forbidden: (context: string, what: string): Words => ({
    message: `The user of the context ${JSON.stringify(context)} is not an administrator of the cluster: ${what}`,
    fix: `Use a context whose user may do everything: \`${kubectl(context)} auth can-i '*' '*' --all-namespaces\` must print yes.`,
  }),
  refused: (context: string, path: string, status: number, reason: string): Words => ({
    message: `The cluster of the context ${JSON.stringify(context)} answered ${status} to ${path}: ${reason}`,
    fix: `Look at the cluster with \`${kubectl(context)} get --raw /readyz\`, then try again.`,
  }),
  tooOld: (context: string, version: string, oldest: string): Words => ({
    message: `The cluster of the context ${JSON.stringify(context)} runs Kubernetes ${version}, which is too old for the course.`,
    fix: `Use a cluster of Kubernetes ${oldest} or newer.`,
  }),
  noNode: (context: string): Words => ({
    message: `The cluster of the context ${JSON.stringify(context)} has no node that is Ready and takes Pods.`,
    fix: `See why with \`${kubectl(context)} describe nodes\`.`,
  }),
  nodeElsewhere: (context: string, node: string): Words => ({
    message: `The node ${node} of the context ${JSON.stringify(context)} is not a container of the Docker on this machine, so it cannot be entered.`,
    fix: 'Leave `--node-access docker` away: labs that enter a node are then refused. Or lend a cluster that kind or minikube made on this machine.',
  }),
  nodeWithoutTool: (context: string, node: string, tool: string): Words => ({
    message: `The node ${node} of the context ${JSON.stringify(context)} has no ${tool}, which labs that enter a node need.`,
    fix: 'Leave `--node-access docker` away: labs that enter a node are then refused. Or lend a cluster that kind or minikube made on this machine.',
  }),
  noImages: (context: string, node: string, missing: readonly string[]): Words => ({
    message: `The node ${node} of the context ${JSON.stringify(context)} does not have ${missing.length === 1 ? 'an image' : `${missing.length} images`} of the labs: ${missing.join(', ')}.`,
    fix: `They are in the Docker of this machine, and in no registry. Load them: \`kind load docker-image --name CLUSTER ${missing.join(' ')}\`, \`k3d image import --cluster CLUSTER ${missing.join(' ')}\`, or \`minikube image load --profile PROFILE IMAGE\` for each.`,
  }),
  lent: (context: string, holder: Holder): Words => ({
    message: `The cluster of the context ${JSON.stringify(context)} is lent already: to the sandbox ${holder.sandbox} on ${holder.host}, by the context ${JSON.stringify(holder.context)}, since ${holder.since}.`,
    fix: `A cluster has one sandbox at a time: end the lab that has it. If that Drydock is gone, take the cluster back: \`${kubectl(context)} delete namespace drydock-lease --ignore-not-found && ${kubectl(context)} delete clusterrolebinding,validatingadmissionpolicybinding,validatingadmissionpolicy --selector drydock.sandbox\`.`,
  }),
  otherCluster: (context: string): Words => ({
    message: `The context ${JSON.stringify(context)} leads to another cluster than the one that was lent.`,
    fix: 'End the lab and start it again.',
  }),
  slowCluster: (context: string, what: string, seconds: number): Words => ({
    message: `The cluster of the context ${JSON.stringify(context)} did not ${what} within ${seconds} s.`,
    fix: `Look at it with \`${kubectl(context)} get pods --all-namespaces\`, then try again.`,
  }),
  notRemoved: (context: string, names: readonly string[]): Words => ({
    message: `What the lab made in the cluster of the context ${JSON.stringify(context)} could not be removed: ${names.join(', ')}.`,
    fix: `See what keeps it with \`${kubectl(context)} describe\`, and remove it. Drydock goes on trying.`,
  }),
  unreachableInside: (context: string, server: string, tried: readonly string[]): Words => ({
    message: `A container on this machine cannot reach the API server of the context ${JSON.stringify(context)} (${server}); tried ${tried.join(', ')}.`,
    fix: 'Have the API server listen on an address of this machine that containers reach, not on 127.0.0.1 alone, and set that address as the server of the cluster in your kubeconfig.',
  }),
};
