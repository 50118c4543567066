import { quoted } from '@drydock/model';
import type { resume as english } from './resume-en.ts';

/** The step that brings a cluster to where an attempt begins, in Chinese. */
export const bringingTo = (task: string): string => `正在把集群推进到“${task}”做完的地方`;

const tryAgain = '点“重置”，换一个新集群再试；如果还是不行，就结束实验，从头开始做。';

/** What the server tells a student of attempts that begin after a task, in Chinese. */
export const resume: typeof english = {
  pointUnknown: (lab, task, points) => ({
    message: `实验 ${lab} 不能从 ${JSON.stringify(task)} 之后开始。`,
    fix:
      points.length === 0
        ? '请从头开始这个实验。'
        : `请从头开始；做到过这些任务的结尾，就可以从那里接着做：${points.join('、')}。`,
  }),
  pointNotReached: (task) => ({
    message: `你还没有做完过“${task}”，不能从它之后开始。`,
    fix: '请从头开始这个实验。到这个任务为止的检查全部通过一次，以后就可以从那里接着做。',
  }),
  pointFailed: (task, exitCode, output) => ({
    message:
      output === ''
        ? `没能把集群推进到“${task}”做完的地方：命令以退出码 ${exitCode} 结束。`
        : quoted(`没能把集群推进到“${task}”做完的地方：命令以退出码 ${exitCode} 结束`, output),
    fix: tryAgain,
  }),
  pointMissed: (task, checks) => ({
    message: `没能把集群推进到“${task}”做完的地方：命令都运行了，但这些检查没有通过：${checks.join('；')}。`,
    fix: tryAgain,
  }),
};
