import type { PageText } from '../en/page.ts';

/** Words in Chinese that only the build writes into pages. */
export const page: PageText = {
  tagline: '在一套属于你的真实集群上学 Kubernetes。',
  breath: '读一课，在只属于你的集群里打开终端动手；集群一变，任务随即变绿。评分只看集群的真实状态，不看你怎么说。',
  comingTitle: '这一课还没有写好',
  comingBody: '它在课程里的位置已经留好，写成后就会出现在这里。现在可以先读：',
  otherLanguage: '这一课目前只有另一种语言的版本。',
  readInOther: '阅读英文版',
  notFoundTitle: '没有这个页面',
  notFoundBody: '地址可能写错了，或者页面已经移动。',
  toHome: '回到课程首页',
  quizRight: '答对了。',
  quizWrong: '不太对。',
  quizAgain: '再试一次',
  quizHint: '选一个答案，马上就能看到为什么对、为什么不对。',
  saidElsewhere: '你可能读到过',
  inFact: '其实',
  objectivesOfLesson: '学完这一课，你能够',
  readFirst: '先读：',
  labTitle: (title) => `实验：${title}`,
};
