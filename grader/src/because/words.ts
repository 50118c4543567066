import { formatWords, type Text } from '@drydock/model';

const both = (en: string, zh: string): Text => ({ en, zh });
const longestQuotation = 220;

/** Adds what the cluster itself says of it, as a quotation. */
function quoting({ en, zh }: Text, words: string | undefined): Text {
  const text = lastPart(words ?? '');
  return text === '' ? both(en, zh) : both(`${en} Kubernetes says: “${text}”`, `${zh}Kubernetes 的原话：“${text}”`);
}

/** The end of a long message: its beginning repeats what was asked for, its end is the reason. */
function lastPart(words: string): string {
  const whole = formatWords(words, 4000);
  if (whole.length <= longestQuotation) return whole;
  const parts = whole.split(': ');
  let tail = parts.pop() ?? '';
  for (
    let part = parts.pop();
    part !== undefined && part.length + tail.length < longestQuotation - 4;
    part = parts.pop()
  )
    tail = `${part}: ${tail}`;
  return `… ${formatWords(tail, longestQuotation)}`;
}

/** An image that the cluster cannot have: it is of no registry that there is. */
export function foreignImage(image: string, meant: readonly string[], words: string | undefined): Text {
  const en = meant.length === 0 ? 'Their names begin with course.local/.' : `This lab uses ${meant.join(', ')}.`;
  const zh = meant.length === 0 ? '它们的名字以 course.local/ 开头。' : `本实验用的是 ${meant.join('、')}。`;
  return quoting(
    both(
      `The image ${image} cannot be pulled: this cluster has only the images of the course. ${en}`,
      `镜像 ${image} 拉不下来：这个集群里只有课程自带的镜像。${zh}`,
    ),
    words,
  );
}

/** A name among the course's images that none of them has. */
export function unknownImage(image: string, meant: readonly string[]): Text {
  const en = meant.length === 0 ? '' : ` This lab uses ${meant.join(', ')}.`;
  const zh = meant.length === 0 ? '' : `本实验用的是 ${meant.join('、')}。`;
  return both(`There is no image ${image} on this cluster.${en}`, `这个集群里没有镜像 ${image}。${zh}`);
}

/** An image that is there, but the kubelet is told to ask a registry for it. */
export function alwaysPulled(image: string): Text {
  return both(
    `The image ${image} is already on the node, but imagePullPolicy: Always makes the kubelet pull it anyway. Use IfNotPresent, or leave the field out.`,
    `镜像 ${image} 节点上已经有了，可 imagePullPolicy: Always 还是要去拉取。改成 IfNotPresent，或者不写这一行。`,
  );
}

/** An image that a registry did not give. */
export function unpulledImage(image: string, words: string | undefined): Text {
  return quoting(both(`The image ${image} could not be pulled.`, `镜像 ${image} 没有拉取成功。`), words);
}

/** A container that ended in a failure. */
export function crashed(name: string, exitCode: string, reason: string, line: string | undefined): Text {
  const isNamed = reason !== '' && reason !== 'Error';
  return withLine(
    both(
      `Container ${name} ended with exit code ${exitCode}${isNamed ? ` (${reason})` : ''}.`,
      `容器 ${name} 异常退出，退出码 ${exitCode}${isNamed ? `（${reason}）` : ''}。`,
    ),
    line,
  );
}

/** A container that could not even begin. */
export function notStarted(name: string, words: string | undefined): Text {
  return quoting(both(`Container ${name} could not be started.`, `容器 ${name} 启动不了。`), words);
}

/** A container that was killed for its memory. */
export function outOfMemory(name: string, limit: string | undefined, exitCode: string): Text {
  const en = limit === undefined ? 'used too much memory' : `used more memory than its limit of ${limit}`;
  const zh = limit === undefined ? '内存用得太多' : `内存超过了上限 ${limit}`;
  return both(
    `Container ${name} ${en} and was killed (OOMKilled, exit code ${exitCode}).`,
    `容器 ${name} ${zh}，被杀掉了（OOMKilled，退出码 ${exitCode}）。`,
  );
}

/** A container whose process was done; `isRestarted` when it is started again each time. */
export function finished(name: string, isRestarted: boolean, line: string | undefined): Text {
  const text = isRestarted
    ? both(
        `Container ${name} exits with code 0 and is restarted every time: its command does not keep running.`,
        `容器 ${name} 每次都以退出码 0 结束，然后又被重启：它的命令没有一直运行下去。`,
      )
    : both(`Container ${name} has finished (exit code 0).`, `容器 ${name} 已经运行结束（退出码 0）。`);
  return withLine(text, line);
}

function withLine({ en, zh }: Text, line: string | undefined): Text {
  return line ? both(`${en} Its last line: “${line}”`, `${zh}最后一行日志：“${line}”`) : both(en, zh);
}

/** A container that waits for something in its Pod's description that is not there. */
export function misconfigured(name: string, words: string | undefined): Text {
  return quoting(
    both(`Container ${name} cannot be created with this configuration.`, `容器 ${name} 没法按现在的配置创建。`),
    words,
  );
}

/** A Pod that waits for its volumes, network or images. */
export function stuckCreating(pod: string, words: string): Text {
  return quoting(
    both(`The containers of Pod ${pod} have not been created yet.`, `Pod ${pod} 的容器还没有创建出来。`),
    words,
  );
}

/** A container that runs and does not pass its probe. */
export function notHealthy(name: string, words: string): Text {
  return quoting(both(`Container ${name} is running, but fails a probe.`, `容器 ${name} 在运行，但探测失败。`), words);
}

/** A Pod for which there is no node. */
export function unscheduled(pod: string, selector: string | undefined, words: string | undefined): Text {
  const en = selector === undefined ? '' : ` It asks for a node with ${selector}.`;
  const zh = selector === undefined ? '' : `它要求节点带有 ${selector}。`;
  return quoting(
    both(`Pod ${pod} is Pending: no node can take it.${en}`, `Pod ${pod} 处于 Pending：没有合适的节点。${zh}`),
    words,
  );
}

/** A Pod that names a scheduler or node that there is not. */
export function unknownScheduler(pod: string, scheduler: string): Text {
  return both(
    `Pod ${pod} is Pending: it is waiting for the scheduler ${scheduler}, which this cluster does not have.`,
    `Pod ${pod} 处于 Pending：它在等调度器 ${scheduler}，可这个集群里没有。`,
  );
}

export function unknownNode(pod: string, node: string): Text {
  return both(
    `Pod ${pod} is Pending: its nodeName is ${node}, but there is no such node.`,
    `Pod ${pod} 处于 Pending：它的 nodeName 是 ${node}，可集群里没有这个节点。`,
  );
}

/** A Pod that its node gave up. */
export function evicted(pod: string, reason: string, words: string | undefined): Text {
  return quoting(both(`Pod ${pod} has failed (${reason}).`, `Pod ${pod} 已失败（${reason}）。`), words);
}

/** A claim without a volume. */
export function unbound(claim: string, words: string | undefined): Text {
  return quoting(
    both(
      `The PersistentVolumeClaim ${claim} is not bound to a volume.`,
      `PersistentVolumeClaim ${claim} 还没有绑定到卷。`,
    ),
    words,
  );
}

/** A volume whose claim is gone. */
export function released(volume: string, claim: string): Text {
  return both(
    `The PersistentVolume ${volume} still belongs to the deleted claim ${claim}: delete the volume and create it again.`,
    `PersistentVolume ${volume} 还属于已经删除的申领 ${claim}：请删除这个卷再重新创建。`,
  );
}

/** Something that is going and not gone. */
export function terminating(subject: string, isStuck: boolean, finalizers: readonly string[], words?: string): Text {
  const held = finalizers.join(', ');
  if (isStuck && held !== '')
    return both(
      `${subject} is being deleted, but the finalizer ${held} holds it back.`,
      `${subject} 正在删除，但被 finalizer ${held} 拦住了。`,
    );
  return quoting(
    isStuck
      ? both(
          `${subject} should be gone by now, but its node has not stopped it.`,
          `${subject} 早该删除完了，节点却一直没有结束它。`,
        )
      : both(`${subject} is being deleted.`, `${subject} 正在删除。`),
    words,
  );
}

/** A controller whose Pods are refused. */
export function refused(subject: string, words: string): Text {
  return quoting(both(`${subject} cannot create its Pods.`, `${subject} 创建不了它的 Pod。`), words);
}

/** A workload that was told to run nothing. */
export function scaledToZero(subject: string): Text {
  return both(`${subject} has spec.replicas 0.`, `${subject} 的 spec.replicas 是 0。`);
}

export function paused(subject: string): Text {
  return both(
    `${subject} is paused (spec.paused): changes are not rolled out.`,
    `${subject} 暂停了（spec.paused），改动不会发布。`,
  );
}

/** A Job that gave up. */
export function jobFailed(subject: string, reason: string, words: string | undefined): Text {
  return quoting(both(`${subject} has failed (${reason}).`, `${subject} 已失败（${reason}）。`), words);
}

/** A Service that leads to no Pod. */
export function selectsNothing(service: string, selector: string): Text {
  return both(
    `Service ${service} selects ${selector}, but no Pod in its namespace has these labels.`,
    `Service ${service} 选择的是 ${selector}，可它的命名空间里没有带这些标签的 Pod。`,
  );
}
