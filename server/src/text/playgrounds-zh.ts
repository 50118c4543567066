import type { PlaygroundState, Words } from '@drydock/model';
import type { playgrounds as english } from './playgrounds-en.ts';

const waitForCluster = '等集群准备好再试，进度显示在页面上。';
const playgroundStates: Readonly<Record<PlaygroundState, Words>> = {
  queued: { message: '还在排队', fix: waitForCluster },
  starting: { message: '正在创建', fix: waitForCluster },
  ready: { message: '刚刚就绪', fix: '稍等片刻再试。' },
  ended: { message: '已经结束', fix: '运行一个单元格，就会得到一套新的集群。' },
  failed: { message: '启动失败了', fix: '点“重置”，换一套新集群再试。' },
  lost: { message: '不见了', fix: '点“重置”，换一套新集群。' },
};

const runForANewOne = '再运行一个单元格，就会得到一套新的集群。页面上的输出都还在。';

/** The same in Chinese. */
export const playgrounds: typeof english = {
  playgroundLost: (sandbox) => ({
    message: `你的课文集群（${sandbox}）不见了：主机上有人停掉或删除了它的容器。`,
    fix: '点“重置”，换一套新集群，再把单元格运行一遍。页面上的输出都还在。',
  }),
  playgroundTimeUp: { message: '时间到，你的课文集群结束了。', fix: runForANewOne },
  playgroundEnded: { message: '你已经结束了课文集群，可能是在别的窗口里。', fix: runForANewOne },
  playgroundForgotten: { message: '你的课文集群已经没了，你又很久没有回来，所以结束了。', fix: runForANewOne },
  playgroundReset: {
    message: '单元格还没运行完，集群就换成了一套干净的。',
    fix: '等新集群就绪后，再运行一次这个单元格。',
  },
  playgroundNotReady: (state, problem) => ({
    message: `课文集群还不能用：它${playgroundStates[state].message}。${problem?.zh ? problem.zh.message : ''}`,
    fix: playgroundStates[state].fix,
  }),
  playgroundUnknown: (id) => ({
    message: `你没有编号为 ${JSON.stringify(id)} 的课文集群。`,
    fix: '在课文里运行一个单元格，就会得到一套。集群属于开始它的那个学生；用程序访问时要带上会话 cookie。',
  }),
  noMorePlaygroundTime: (extensions) => ({
    message: extensions === 0 ? '这门课的集群不能延长时间。' : `这套集群已经延长过 ${extensions} 次，不能再延长了。`,
    fix: '点“重置”换一套新集群，时间也会重新计算。',
  }),
  profileMissing: (profile, profiles) => ({
    message: `这台服务器开不了 ${profile} 这种集群。`,
    fix: `能开的是 ${profiles.join('、')}。需要的话，请联系课程的管理员。`,
  }),
  noPlaygroundNodeShell: { message: '这台服务器的集群不提供节点上的 Shell。', fix: '请打开普通的终端。' },
  cellUnknown: (lesson, cell, cells) => ({
    message: `课程“${lesson}”里没有单元格“${cell}”。`,
    fix: cells === 0 ? '这一课没有单元格。' : `单元格从 1 编到 ${cells}。如果课文改过，请刷新页面。`,
  }),
  lessonUnknown: (lesson) => ({
    message: `课程里没有 ${JSON.stringify(lesson)} 这一课。`,
    fix: '课的名字和网址里的一样，例如 probes/liveness-exec。',
  }),
  noLessonRegistry: {
    message: '这一课要用私有镜像仓库，而这台服务器的集群没有。',
    fix: '需要的话，请联系课程的管理员。',
  },
  tooManyRuns: (waiting) => ({
    message: `这一课已经有 ${waiting} 个单元格在等待运行。`,
    fix: '等前面的运行完，或者停掉正在运行的那个。',
  }),
  tooManyEdits: (edits) => ({
    message: `你在这门课里改过 ${edits} 份清单，再多就存不下了。`,
    fix: '把不再需要的恢复原样。眼前这份照样能运行。',
  }),
  runUnknown: (run) => ({
    message: `编号为 ${JSON.stringify(run)} 的运行不在等待，也不在进行。`,
    fix: '它可能已经结束了，刷新页面看看输出。',
  }),
};
