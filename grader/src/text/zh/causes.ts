import type { causes as en } from '../en/causes.ts';

const lab = (images: readonly string[]): string => (images.length === 0 ? '' : `本实验用的是 ${images.join('、')}。`);

/** Why a check fails, by the state of the cluster, in Chinese. */
export const causes: typeof en = {
  quoting: (sentence, words) => `${sentence}Kubernetes 的原话：“${words}”`,
  lastLine: (sentence, line) => `${sentence}最后一行日志：“${line}”`,
  foreignImage: (image, meant) =>
    `镜像 ${image} 拉不下来：这个集群里只有课程自带的镜像。${lab(meant) || '它们的名字以 course.local/ 开头。'}`,
  unknownImage: (image, meant) => `这个集群里没有镜像 ${image}。${lab(meant)}`,
  alwaysPulled: (image) =>
    `镜像 ${image} 节点上已经有了，可 imagePullPolicy: Always 还是要去拉取。改成 IfNotPresent，或者不写这一行。`,
  unpulledImage: (image) => `镜像 ${image} 没有拉取成功。`,
  crashed: (container, exitCode, reason) =>
    `容器 ${container} 异常退出，退出码 ${exitCode}${reason === '' ? '' : `（${reason}）`}。`,
  notStarted: (container) => `容器 ${container} 启动不了。`,
  outOfMemory: (container, limit, exitCode) =>
    `容器 ${container} ${limit === undefined ? '内存用得太多' : `内存超过了上限 ${limit}`}，被杀掉了（OOMKilled，退出码 ${exitCode}）。`,
  restarted: (container) => `容器 ${container} 每次都以退出码 0 结束，然后又被重启：它的命令没有一直运行下去。`,
  finished: (container) => `容器 ${container} 已经运行结束（退出码 0）。`,
  misconfigured: (container) => `容器 ${container} 没法按现在的配置创建。`,
  stuckCreating: (pod) => `Pod ${pod} 的容器还没有创建出来。`,
  notHealthy: (container) => `容器 ${container} 在运行，但探测失败。`,
  unscheduled: (pod, selector) =>
    `Pod ${pod} 处于 Pending：没有合适的节点。${selector === undefined ? '' : `它要求节点带有 ${selector}。`}`,
  unknownScheduler: (pod, scheduler) => `Pod ${pod} 处于 Pending：它在等调度器 ${scheduler}，可这个集群里没有。`,
  unknownNode: (pod, node) => `Pod ${pod} 处于 Pending：它的 nodeName 是 ${node}，可集群里没有这个节点。`,
  evicted: (pod, reason) => `Pod ${pod} 已失败（${reason}）。`,
  unbound: (claim) => `PersistentVolumeClaim ${claim} 还没有绑定到卷。`,
  released: (volume, claim) => `PersistentVolume ${volume} 还属于已经删除的申领 ${claim}：请删除这个卷再重新创建。`,
  heldBack: (subject, finalizers) => `${subject} 正在删除，但被 finalizer ${finalizers} 拦住了。`,
  notStopped: (subject) => `${subject} 早该删除完了，节点却一直没有结束它。`,
  terminating: (subject) => `${subject} 正在删除。`,
  refused: (subject) => `${subject} 创建不了它的 Pod。`,
  scaledToZero: (subject) => `${subject} 的 spec.replicas 是 0。`,
  paused: (subject) => `${subject} 暂停了（spec.paused），改动不会发布。`,
  jobFailed: (subject, reason) => `${subject} 已失败（${reason}）。`,
  selectsNothing: (service, selector) =>
    `Service ${service} 选择的是 ${selector}，可它的命名空间里没有带这些标签的 Pod。`,
};
