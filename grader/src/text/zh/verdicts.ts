import type { verdicts as en } from '../en/verdicts.ts';

const lacking: Readonly<Record<Parameters<(typeof en)['lacking']>[1], string>> = {
  filtered: '它产生的事件太多，Kubernetes 不再记录后面的事件，这项检查要找的可能没有留下。',
  expired: 'Kubernetes 只保留一小时内的事件，这项检查要找的事件可能已经过期。',
  full: '事件太多，评分程序存不下，这项检查要找的可能不在其中。',
};

const inNamespace = (namespace: string | undefined): string =>
  namespace === undefined ? '' : `命名空间 ${namespace} 中`;
const found = (near: readonly string[]): string => (near.length === 0 ? '' : `找到的是 ${near.join('、')}。`);

/** The messages of checks, in Chinese. */
export const verdicts: typeof en = {
  passed: (subject, expected) => `${subject}：${expected}。`,
  unmet: (subject, expected, actual) => `${subject}：要求“${expected}”，实际${actual}。`,
  isNotSet: (field) => `未设置 ${field}`,
  fieldIs: (field, value) => `${field} 为 ${value}`,
  fields: (fields) => {
    const all = fields.join('，');
    return /^[!-~]/.test(all) ? ` ${all}` : all;
  },
  foundNothing: '未找到',
  found: (actual) => `为 ${actual}`,
  stillThere: '它还在',
  noEvent: (reasons) => `没有出现 ${reasons} 事件`,
  noCluster: '这几台机器上还没有集群。',
  noKind: (apiVersion, kind) => `还没有 ${apiVersion} 的 ${kind} 这种资源。`,
  noNamespace: (namespace, near) => `还没有名为 ${namespace} 的命名空间。${found(near)}`,
  noObject: (kind, name, namespace, near) => `${inNamespace(namespace)}还没有名为 ${name} 的 ${kind}。${found(near)}`,
  noneOf: (kind, selector, namespace) =>
    `${inNamespace(namespace)}还没有${selector === undefined ? ' ' : `带标签 ${selector} 的 `}${kind}。`,
  noFile: (path, pod) => (pod ? `${pod} 里还没有文件 ${path}。` : `节点上还没有文件 ${path}。`),
  noRequest: (repository) => `还没有人向镜像仓库请求过 ${repository}。`,
  notReady: (subject, reason) => `${subject} 现在还没法检查：${reason}。`,
  tooOld: (subject) => `${subject} 创建于本次实验开始之前：请删除后重新创建。`,
  notOriginal: (subject) => `${subject} 不是本实验开始时的那个对象：它删掉后重新创建过。点“重置”可以恢复原来的对象。`,
  unknownStart: (subject) => `无法判断 ${subject} 是不是实验开始时的那个对象：初始状态不是在这里准备的。`,
  holding: (subject, expected, time) => `${subject}：${expected}。这个状态还需要保持 ${time}。`,
  broken: (subject, expected, time) =>
    `${subject}：要求“${expected}”，但 ${time}（UTC 时间）没有做到；重置实验后才会重新计算。`,
  unknown: (subject, reason) => `${subject}：现在无法判断。${reason}`,
  lacking: (subject, why) => `${lacking[why]}请删除 ${subject} 再重新创建，然后点“检查”。`,
  needsVersion: (minor) => `本集群不支持：这项检查需要 Kubernetes ${minor} 或更高版本。`,
  needsApi: (api) => `本集群不支持：这项检查需要 ${api} API。`,
  waiting: (message) => `${message}再等一会儿，这一项可能会自动通过。`,
  notTried: (subject) => `${subject}：其余各项都通过后，点“检查”才会试这一项。`,
  noReading: '这次提交中没有读取记录。',
  checkIsNew: '提交时还没有这一项检查。',
  checkChanged: '提交之后，这一项检查读取的内容已经改变。',
};
