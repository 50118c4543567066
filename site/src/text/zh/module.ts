import type { ModuleWords } from '../en/module.ts';

/** Words of the pages of modules in Chinese. */
export const module: ModuleWords = {
  number: (number) => `模块 ${number}`,
  adds: '这一模块添了什么',
  lessons: '课文与实验',
  planned: '还没写好',
  mapLabel: (added, known) => `Kubernetes 地图。这一模块新添：${added}。${known ? `之前已经认识：${known}。` : ''}`,
  mapNew: '这一模块新添',
  mapKnown: '已经认识',
  mapLater: '后面的模块再讲',
  comma: '、',
  toModule: '这一模块添了什么',
  home: '课程首页',
};
