import type { Container, ContainerStatus, PodSpec } from '@drydock/cluster';
import type { KubeObject, Text } from '@drydock/model';
import type { Look } from './look.ts';
import {
  alwaysPulled,
  crashed,
  finished,
  foreignImage,
  misconfigured,
  notStarted,
  outOfMemory,
  stuckCreating,
  unknownImage,
  unpulledImage,
} from './words.ts';

const imageReasons = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'RegistryUnavailable',
  'ImageInspectError',
]);
/** What comes before the images: those have a state of their own. */
const creationReasons = [
  'FailedMount',
  'FailedAttachVolume',
  'FailedMapVolume',
  'FailedCreatePodSandBox',
  'NetworkNotReady',
  'FailedScheduling',
];
const configReasons = new Set(['CreateContainerConfigError', 'CreateContainerError']);

/** Explains why a container does not run, from what the kubelet reports. */
export async function becauseOfContainer(
  look: Look,
  pod: KubeObject,
  { name, state = {}, lastState = {}, restartCount = 0 }: ContainerStatus,
  container: Container | undefined,
): Promise<Text | undefined> {
  const { waiting, terminated, running } = state;
  const reason = waiting?.reason ?? '';
  if (imageReasons.has(reason)) return becauseOfImage(look, container, waiting?.message);
  if (configReasons.has(reason)) return misconfigured(name, waiting?.message);
  if (reason === 'RunContainerError') return notStarted(name, waiting?.message);
  const ended =
    terminated ?? (running === undefined && reason !== 'CrashLoopBackOff' ? undefined : lastState.terminated);
  if (ended) {
    const { exitCode = '?', reason: how = '', message } = ended;
    const limit = container?.resources?.limits?.['memory'];
    if (how === 'OOMKilled') return outOfMemory(name, limit, String(exitCode));
    if (how === 'StartError' || how === 'ContainerCannotRun') return notStarted(name, message);
    const line = await look.lastLine(pod, name, { previous: terminated === undefined, restarts: restartCount });
    if (exitCode !== 0) return crashed(name, String(exitCode), how, line);
    return finished(name, terminated === undefined || restartCount > 0, line);
  }
  if (reason === 'ContainerCreating') {
    const words = await look.warning(pod, creationReasons);
    return words === undefined ? undefined : stuckCreating(pod.metadata.name, words);
  }
  return undefined;
}

/** Why an image is not there. */
function becauseOfImage(look: Look, container: Container | undefined, message = ''): Text {
  const image = container?.image ?? '';
  const words = pulled(message);
  if (image.startsWith('registry.course.local')) return unpulledImage(image, words);
  if (!image.startsWith('course.local/')) return foreignImage(image, look.images, words);
  if (look.images.includes(image) && container?.imagePullPolicy === 'Always') return alwaysPulled(image);
  return look.images.includes(image) ? unpulledImage(image, words) : unknownImage(image, look.images);
}

/** What the registry said, without the frame that the kubelet puts round it. */
function pulled(message: string): string {
  return message
    .replace(/^Back-off pulling image "[^"]*"(?:: )?/, '')
    .replace(/^ErrImagePull: /, '')
    .replace(/^rpc error: code = \w+ desc = /, '');
}

/** Returns the containers of a Pod with their statuses: init containers first, then the others. */
export function containersOf({ initContainers = [], containers = [] }: PodSpec): readonly Container[] {
  return [...initContainers, ...containers];
}
