import { formatWords, quoted } from '@drydock/model';
import type { en, StateWords } from './en.ts';

const state: StateWords = {
  between: '，',
  running: '正在运行',
  waiting: '等待中',
  restarts: (count) => `已重启 ${count} 次`,
  before: (before) => `上一次：${before}`,
  exitCode: (code) => `退出码 ${code}`,
};

const texts: (typeof en)['texts'] = {
  loading: '加载 checks.ts',
  times: (count) => `（${count} 次）`,
  slowExpression: (part, seconds) => `计算 ${part} 超过了 ${seconds} 秒：要处理的内容太多。`,
  expressionFailed: (reason) => `条件无法计算，原文是“${formatWords(reason)}”。`,
  askedTooMuch: (limit) => `同时提出了超过 ${limit} 个请求。`,
  failed: (reason) => quoted('运行失败', reason),
  outOfMemory: (mebibytes) => `使用的内存超过了 ${mebibytes} MiB。`,
  crashed: (reason) => quoted('中途出错退出', reason),
  fileInPod: (path, pod) => `${pod} 里的 ${path}`,
  repository: (name) => `镜像仓库中的 ${name}`,
  onNode: (what, node) => `节点${node === undefined ? '上' : ` ${node} 上`}的 ${what}`,
  ranOnNode: (command, node) => {
    const place = node === undefined ? '节点' : `节点 ${node}`;
    return command === undefined ? place : `${place}${node === undefined ? '' : ' '}上的“${command}”`;
  },
  exited: (code) => `自行退出，退出码为 ${code}。`,
};

/** The lab language's messages to students, in Chinese. */
export const zh: typeof en = {
  state,
  texts,
  codeFailed: (subject, what) => ({
    message: `${subject} ${what}`,
    fix: '请告诉课程的老师：这个实验的 checks.ts 有问题。',
  }),
  codeSlow: (subject, seconds) => ({ message: `${subject} 在 ${seconds} 秒内没有运行完。`, fix: '再检查一次。' }),
};
