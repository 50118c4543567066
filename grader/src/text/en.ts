import type { Words } from '@drydock/model';

const newCluster = 'Reset the lab again: it gets a new cluster.';
const asInCheck = 'Write it as in a <Check>.';

/** Why a probe found nothing to judge. */
const reasons = {
  notTried: 'not tried yet',
  noLog: 'no log yet',
  notMeasured: 'not measured yet',
  noCommands: 'the container does not accept commands',
  notRunning: (container: string) => `container ${container} is not running on its node`,
  noContainer: (name: string, names: readonly string[]) => `no container ${name}, only ${names.join(', ')}`,
  noFile: (path: string) => `no file ${path} on the node`,
  metricsStatus: (status: number) => `The metrics API answered ${status}.`,
  checkOf: (name: string) => `${name} of checks.ts`,
  noNodePort: (type: string) => `it is of type ${type} and has no node port`,
  noPort: (port: number, ports: readonly number[]) => `it has no port ${port}, only ${ports.join(', ')}`,
  portClosed: (port: number) => `nothing listens on node port ${port}`,
  portCut: (port: number) => `the connection to node port ${port} was cut`,
  portNotHttp: (port: number) => `the server on node port ${port} does not use HTTP`,
};

/** The grader's messages to students, in English. */
export const en = {
  reasons,
  calledOff: { message: 'The check was cancelled.', fix: 'Check again.' } satisfies Words,
  slowNodePort: (port: number, seconds: number): Words => ({
    message: `Node port ${port} did not answer within ${seconds} s.`,
    fix: 'Try again.',
  }),
  noCheck: (name: string): Words => ({
    message: `checks.ts has no check ${name}.`,
    fix: 'Run `npx drydock lab lint` on the lab.',
  }),
  couldNotLook: (reason: string | undefined): Words => ({
    message: reason ?? 'The probe could not look.',
    fix: 'Try again.',
  }),
  strangeResult: (name: string, result: string): Words => ({
    message: `${name} of checks.ts returned ${result}.`,
    fix: 'Return { pass: true }, or { pass: false, actual } with a text.',
  }),
  unreadable: (asked: string): Words => ({
    message: `checks.ts asks for «${asked}», which cannot be read.`,
    fix: asInCheck,
  }),
  onlyLooks: (action: string): Words => ({
    message: `checks.ts ${action}, but its <Check> only looks.`,
    fix: 'Write act in the <Check>.',
  }),
  notAPod: {
    message: 'checks.ts deletes something that is not a Pod.',
    fix: 'Pass it a Pod as it was read.',
  } satisfies Words,
  notAProbe: (input: string): Words => ({
    message: `checks.ts looks with ${input}, which is not a probe.`,
    fix: asInCheck,
  }),
  noRegistry: {
    message: 'This lab has a private registry, and this cluster is not a sandbox on this machine.',
    fix: 'Grade it where the sandbox runs, or ignore this check.',
  } satisfies Words,
  noRegistryImage: (reason: string): Words => ({
    message: `The application of the private registry could not be made: ${reason}`,
    fix: 'Reset the lab. If that does not help, end the attempt and start it again.',
  }),
  noCourseImage: (image: string, reason: string): Words => ({
    message: `The image ${image}, of which the lab's registry is to have one, could not be read on the node: ${reason}`,
    fix: 'Reset the lab. If you write this lab: `npx drydock images status` lists the images that nodes have.',
  }),
  notRemoved: (names: readonly string[], total: number): Words => ({
    message: `These objects could not be removed: ${names.join(', ')}${total > names.length ? ` and ${total - names.length} more` : ''}.`,
    fix: newCluster,
  }),
  filesNotRemoved: (reason: string): Words => ({
    message: `The lab's files could not be removed from the node: ${reason}`,
    fix: 'Reset again, or end the attempt.',
  }),
  systemChanged: (names: readonly string[], total: number): Words => ({
    message: `The cluster's own system was changed: ${names.join(', ')}${total > names.length ? ` and ${total - names.length} more` : ''}.`,
    fix: newCluster,
  }),
  madeAfresh: {
    message: 'What was done to the nodes of this lab cannot be undone in place.',
    fix: newCluster,
  } satisfies Words,
  nodeBroken: (name: string, reason: string): Words => ({
    message: `${name === '' ? 'A node of the cluster' : `Node ${name}`} does not work: ${reason.replace(/\.$/, '')}.`,
    fix: newCluster,
  }),
  setupOrder: (object: string, needed: string): Words => ({
    message: `The lab's setup applies ${object} before ${needed}.`,
    fix: `Move ${needed} to a setup file whose name comes first, such as setup/1-….yaml, or higher in the same file.`,
  }),
  noServiceAccount: (namespace: string, seconds: number): Words => ({
    message: `Namespace ${namespace} got no default ServiceAccount within ${seconds} s: the controller manager does not work.`,
    fix: newCluster,
  }),
  noWorkspace: {
    message: 'The set-up of this lab writes into a workspace, and this cluster has none.',
    fix: 'Start the lab in Drydock.',
  } satisfies Words,
  setupFiles: (node: string | undefined, reason: string): Words => ({
    message: `The files of the lab's set-up could not be written or put back ${node === undefined ? 'in the workspace' : `on the node ${node}`}: ${reason}`,
    fix: 'Reset the lab. If that does not help, end the attempt and start it again.',
  }),
  notAFile: (path: string, node: string | undefined): Words => ({
    message: `The lab's set-up writes the file ${path}, and ${node === undefined ? 'the workspace' : `the node ${node}`} has a folder or a device there.`,
    fix: 'Give the file in setup/ another path.',
  }),
  nothingToRemove: (object: string): Words => ({
    message: `The lab's setup.remove names ${object}, which this cluster does not have.`,
    fix: 'Write its name as kubectl has it in a new cluster, or leave it out.',
  }),
  notGone: (object: string, seconds: number): Words => ({
    message: `${object}, which the lab's set-up removes, was still there after ${seconds} s.`,
    fix: newCluster,
  }),
  notBack: (names: readonly string[], seconds: number): Words => ({
    message: `The set-up of a lab had removed ${names.join(', ')}, and ${names.length === 1 ? 'it does' : 'they do'} not work again after ${seconds} s.`,
    fix: newCluster,
  }),
  setupCondition: (seconds: number, verdict: string): Words => ({
    message: `The lab's set-up waited ${seconds} s for its start state. ${verdict}`,
    fix: 'Reset the lab. If you write this lab: look at setup.until in lab.mdx, and give it a longer within if the machine is slow.',
  }),
  setupLate: (object: string, seconds: number, reason: string): Words => ({
    message: `The lab's setup could not make ${object} within ${seconds} s: ${reason}`,
    fix: 'Reset the lab. If you write this lab: check that its CustomResourceDefinition is Established, and that the Service of a webhook has endpoints.',
  }),
};
