import type { home as english } from '../en/home.ts';

/** Words of the home page, in Chinese. */
export const home: typeof english = {
  headline: ['在一套', '属于你的', '真实集群上', '学 Kubernetes。'],
  needs: '会用命令行就够了。每个实验自带一套集群和终端，不用装任何东西。',
  beginFirst: '从头读起',
  beginWithLab: '直接动手做实验',
  continueLesson: '上次读到',
  continueNextLesson: '下一课',
  continueNextLab: '下一个实验',
  continueLab: '进行中的实验',
  labFacts: (minutes, points) => `${minutes} 分钟 · ${points} 分`,
  courseSummary: (lessons, labs) => `${lessons} 课，${labs} 个实验，每个实验一套集群。`,
  planned: (lessons) => `还有 ${lessons} 课正在计划中`,
  progressLabel: (done, all) => `课文、问题和实验共 ${all} 项，完成了 ${done} 项`,
};
