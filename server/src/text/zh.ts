import type { AttemptState } from '@drydock/model';
import type { en, Ending } from './en.ts';

const waitForCluster = '等集群准备好再试，进度显示在页面上。';
const whatToDo: Readonly<Record<AttemptState, string>> = {
  queued: waitForCluster,
  starting: waitForCluster,
  setup: '等初始环境布置好再试，进度显示在页面上。',
  ready: '稍等片刻再试。',
  ended: '点“开始实验”，重新做一次。',
  failed: '点“重置”，换一个新集群再试。',
  lost: '点“重置”，换一个初始环境一样的新集群。',
};

const stateNames: Readonly<Record<AttemptState, string>> = {
  queued: '在排队等集群',
  starting: '在创建集群',
  setup: '在布置初始环境',
  ready: '刚刚就绪',
  ended: '已经结束',
  failed: '启动失败了',
  lost: '丢失了集群',
};

function howItEnded(ending: Ending): string {
  if (ending === 'full') return '你之前已经拿到满分。';
  if (ending === 'lost') return '集群在那之前就丢失了，没有东西可以评分。';
  if (ending === 'ungraded') return '集群没有应答，里面的内容没能评分。';
  return `结束前给集群里的内容评了分：${ending.maxPoints} 分里得 ${ending.points} 分，成绩取最高的一次。`;
}

const startAgain = '想继续做，就重新开始这个实验。提交过的成绩都还在。';

/** What the server tells a student, in Chinese. */
export const zh: typeof en = {
  lost: (sandbox) => ({
    message: `这次实验的集群（${sandbox}）不见了：它的容器在主机上被停掉或删除了。`,
    fix: '点“重置”，换一个初始环境一样的新集群。提交过的成绩都还在。',
  }),
  timeUp: (ending) => ({ message: `时间到，这次实验结束了。${howItEnded(ending)}`, fix: startAgain }),
  ended: { message: '你在某个页面上结束了这次实验。', fix: startAgain },
  forgotten: { message: '这次实验已经没有集群，又很久没有人回来，所以结束了。', fix: startAgain },
  labGone: (lab) => ({
    message: `课程里不再有实验 ${JSON.stringify(lab)}，所以这次实验结束了。`,
    fix: '从课程首页另选一个实验。提交过的成绩都还在。',
  }),
  notReady: (state, problem) => ({
    message: `实验环境还不能用：这次实验${stateNames[state]}。${problem?.zh ? problem.zh.message : ''}`,
    fix: whatToDo[state],
  }),
  waking: { message: '集群还在唤醒中。', fix: '稍等片刻再试。' },
  attemptUnknown: (id) => ({
    message: `你没有编号为 ${JSON.stringify(id)} 的实验。`,
    fix: '打开实验页面，点“开始实验”。实验属于开始它的那个学生；用程序访问时要带上会话 cookie。',
  }),
  noMoreTime: (extensions) => ({
    message: extensions === 0 ? '这门课的实验不能延长时间。' : `这次实验已经延长过 ${extensions} 次，不能再延长了。`,
    fix: '先提交现有的成果。重置或者重新开始，都会有新的时间。',
  }),
  calledOff: { message: '检查到一半，实验被重置或者结束了。', fix: '等实验环境就绪后再试。' },
  readTooLong: (minutes) => ({
    message: `读取集群超过了 ${minutes} 分钟。`,
    fix: '再试一次；如果还是这么慢，点“重置”。',
  }),
};
