const lab = (images: readonly string[]): string => (images.length === 0 ? '' : `This lab uses ${images.join(', ')}.`);
const space = (text: string): string => (text === '' ? '' : ` ${text}`);

/** Why a check fails, by the state of the cluster, in English. */
export const causes = {
  quoting: (sentence: string, words: string) => `${sentence} Kubernetes says: “${words}”`,
  lastLine: (sentence: string, line: string) => `${sentence} Its last line: “${line}”`,
  foreignImage: (image: string, meant: readonly string[]) =>
    `The image ${image} cannot be pulled: this cluster has only the images of the course. ${lab(meant) || 'Their names begin with course.local/.'}`,
  unknownImage: (image: string, meant: readonly string[]) =>
    `There is no image ${image} on this cluster.${space(lab(meant))}`,
  alwaysPulled: (image: string) =>
    `The image ${image} is already on the node, but imagePullPolicy: Always makes the kubelet pull it anyway. Use IfNotPresent, or leave the field out.`,
  unpulledImage: (image: string) => `The image ${image} could not be pulled.`,
  crashed: (container: string, exitCode: string, reason: string) =>
    `Container ${container} ended with exit code ${exitCode}${reason === '' ? '' : ` (${reason})`}.`,
  notStarted: (container: string) => `Container ${container} could not be started.`,
  outOfMemory: (container: string, limit: string | undefined, exitCode: string) =>
    `Container ${container} used ${limit === undefined ? 'too much memory' : `more memory than its limit of ${limit}`} and was killed (OOMKilled, exit code ${exitCode}).`,
  restarted: (container: string) =>
    `Container ${container} exits with code 0 and is restarted every time: its command does not keep running.`,
  finished: (container: string) => `Container ${container} has finished (exit code 0).`,
  misconfigured: (container: string) => `Container ${container} cannot be created with this configuration.`,
  stuckCreating: (pod: string) => `The containers of Pod ${pod} have not been created yet.`,
  notHealthy: (container: string) => `Container ${container} is running, but fails a probe.`,
  unscheduled: (pod: string, selector: string | undefined) =>
    `Pod ${pod} is Pending: no node can take it.${selector === undefined ? '' : ` It asks for a node with ${selector}.`}`,
  unknownScheduler: (pod: string, scheduler: string) =>
    `Pod ${pod} is Pending: it is waiting for the scheduler ${scheduler}, which this cluster does not have.`,
  unknownNode: (pod: string, node: string) =>
    `Pod ${pod} is Pending: its nodeName is ${node}, but there is no such node.`,
  evicted: (pod: string, reason: string) => `Pod ${pod} has failed (${reason}).`,
  unbound: (claim: string) => `The PersistentVolumeClaim ${claim} is not bound to a volume.`,
  released: (volume: string, claim: string) =>
    `The PersistentVolume ${volume} still belongs to the deleted claim ${claim}: delete the volume and create it again.`,
  heldBack: (subject: string, finalizers: string) =>
    `${subject} is being deleted, but the finalizer ${finalizers} holds it back.`,
  notStopped: (subject: string) => `${subject} should be gone by now, but its node has not stopped it.`,
  terminating: (subject: string) => `${subject} is being deleted.`,
  refused: (subject: string) => `${subject} cannot create its Pods.`,
  scaledToZero: (subject: string) => `${subject} has spec.replicas 0.`,
  paused: (subject: string) => `${subject} is paused (spec.paused): changes are not rolled out.`,
  jobFailed: (subject: string, reason: string) => `${subject} has failed (${reason}).`,
  selectsNothing: (service: string, selector: string) =>
    `Service ${service} selects ${selector}, but no Pod in its namespace has these labels.`,
};
