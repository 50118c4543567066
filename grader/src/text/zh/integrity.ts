import type { integrity as en } from '../en/integrity.ts';

/** Why a submission cannot be believed, in Chinese. */
export const integrity: typeof en = {
  between: (ref) => `${ref} 介于评分程序和集群之间，因此无法判断结果。请将它删除后重新提交。`,
  diverted: (ref, service) =>
    `${ref} 指向 Service ${service}，而不是集群自身的 API，因此无法判断结果。请将它恢复原状后重新提交。`,
  notLooked: (kind, reason) =>
    `无法查看是否有 ${kind} 介于评分程序和集群之间，因此无法判断结果：${reason}请在集群恢复应答后重新提交。`,
  neverRun: (ref) =>
    `${ref} 从未由 kubelet 运行过：它的状态里写着的容器，在任何节点上都不存在。请重新创建它，让它被调度到节点上，然后再次提交。`,
  goneMeanwhile: (ref) => `${ref} 在向节点核实它是否运行过之前就被删除了。请重新提交。`,
  metricsReplaced: (ref, why) =>
    `${ref} ${why}，因此 metrics API 给出的用量不可信。请恢复集群自带的 metrics-server（必要时换一个新的沙箱），然后重新提交。`,
  unreadable: (reason) => `无法查看（${reason.replace(/。$/, '')}）`,
  gone: '已不存在',
  young: '创建于本次实验开始之后',
  leadsElsewhere: '选择的不是它原来的 Pod',
  changed: '在集群创建之后被修改过',
  stranger: '以 metrics-server 的名义应答，却不属于实验开始之前的那个 Deployment',
  runsOther: '运行的内容与 Deployment metrics-server 不符',
};
