import type { AttemptState } from '@drydock/model';
import type { en, Ending } from './en.ts';
import { playgrounds } from './playgrounds-zh.ts';
import { resume } from './resume-zh.ts';

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
  lost: '的集群没了',
};

function howItEnded(ending: Ending): string {
  if (ending === 'full') return '你之前已经拿满分提交过了。';
  if (ending === 'lost') return '集群在那之前就没了，没有东西可以评分。';
  if (ending === 'ungraded') return '集群没有应答，没能评分。';
  return `结束前评了一次分：满分 ${ending.maxPoints} 分，得了 ${ending.points} 分；成绩取最高的一次。`;
}

const startAgain = '想继续做，就重新开始这个实验。提交过的成绩都还在。';

/** What the server tells a student, in Chinese. */
export const zh: typeof en = {
  lost: (sandbox) => ({
    message: `这次实验的集群（${sandbox}）不见了：主机上有人停掉或删除了它的容器。`,
    fix: '点“重置”，换一个初始环境一样的新集群。提交过的成绩都还在。',
  }),
  stopped: {
    message: '这台机器上的 Docker 重启过，你的集群也跟着停了，现在正在重新启动。',
    fix: '请等半分钟左右。文件和集群里的对象都还在，终端里运行的程序已经结束。',
  },
  timeUp: (ending) => ({ message: `时间到，这次实验结束了。${howItEnded(ending)}`, fix: startAgain }),
  ended: { message: '你已经结束了这次实验，可能是在别的窗口里。', fix: startAgain },
  forgotten: { message: '这次实验的集群已经没了，你又很久没有回来，所以结束了。', fix: startAgain },
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
  ...playgrounds,
  ...resume,
  calledOff: { message: '评分还没做完，实验就重置或结束了。', fix: '等实验环境就绪后再试。' },
  readTooLong: (minutes) => ({
    message: `读取集群花了 ${minutes} 分钟还没读完。`,
    fix: '再试一次；如果还是这么慢，点“重置”。',
  }),

  labUnknown: (lab, labs) => ({
    message: `课程里没有实验 ${JSON.stringify(lab)}。`,
    fix: `现有的实验是 ${labs.join('、')}，也可以从课程首页选。`,
  }),
  noLabs: { message: '一个实验都没能读出来。', fix: '运行 `npx drydock lab lint` 看看原因，改好后重新启动。' },
  noMoreHints: (check) => ({
    message: `检查项 ${check} 没有更多提示了。`,
    fix: '对比一下要求的和现在的有什么不同，或者再看一遍课文。',
  }),
  checkUnknown: (lab, check, checks) => ({
    message: `实验 ${lab} 里没有检查项 ${JSON.stringify(check)}。`,
    fix: `它的检查项是 ${checks.join('、')}。`,
  }),
  noNodeShell: (lab) => ({ message: `实验 ${lab} 不提供节点上的 shell。`, fix: '请打开普通的终端。' }),
  notAllowed: (action) => ({
    message: `你的身份不能做这件事（${action}）。`,
    fix: '需要的话，请联系课程的管理员。',
  }),
  solutionLocked: (lab, policy) => ({
    message: `实验 ${lab} 的参考解法没有开放。`,
    fix: {
      submitted: '先提交一次，几分都行，提交后还可以接着做。',
      full: '提交拿到满分后就能看。在那之前，可以看各检查项的提示。',
      never: '这门课不公开参考解法，可以看各检查项的提示。',
    }[policy],
  }),
  submissionUnknown: (id) => ({
    message: `你没有编号为 ${JSON.stringify(id)} 的提交。`,
    fix: '最近一次提交的编号可以从 GET /api/attempts/:id 查到。',
  }),
  recordingByCourse: (isOn) => ({
    message: `终端是否录像由课程决定，现在是${isOn ? '开启' : '关闭'}的。`,
    fix: '想改的话请找老师。录下的内容都能在页面上看到。',
  }),
  recordingUnknown: (name) => ({
    message: `这次实验没有名为 ${JSON.stringify(name)} 的录像。`,
    fix: '刷新录像列表看看；旧的录像会自动清理。',
  }),
  diskFull: (path) => ({
    message: `磁盘满了，${path} 没能写进去。`,
    fix: '腾出一些磁盘空间再试（`npx drydock doctor` 会告诉你需要多少）；如果机器不归你管，请告诉老师。之前保存的内容都还在。',
  }),
  internal: (id) => ({
    message: `Drydock 自己出了错（错误编号 ${id}）。`,
    fix: `再试一次；如果还是这样，把编号 ${id} 告诉老师，数据目录的 server.log 里有详细原因。`,
  }),
  nothingAt: (path) => ({ message: `${path} 这个地址什么也没有。`, fix: '所有接口都列在 GET /api/openapi.json 里。' }),
  outside: (path, base) => ({
    message: `${path} 这个地址什么也没有：这里的 Drydock 在 ${base} 之下。`,
    fix: `请打开 ${base}。前面的代理要把整个路径原样传过来，包括 ${base}。`,
  }),
  noWebSocketAt: (path) => ({
    message: `${path} 这个地址没有 WebSocket。`,
    fix: '终端的地址由 POST /api/attempts/{id}/terminals 给出，事件在 /api/attempts/{id}/events。',
  }),
  objectGone: (kind, name) => ({
    message: `集群里已经没有 ${kind} ${JSON.stringify(name)} 了。`,
    fix: '看看现在有哪些对象。',
  }),
  notAnId: (id) => ({ message: `${JSON.stringify(id)} 不是实验或课文集群的编号。`, fix: '请打开实验或课文的页面。' }),
  wrongMethod: (path, method, allow) => ({
    message: `${path} 不接受 ${method} 请求。`,
    fix: `它接受的是 ${allow}。`,
  }),
  bodyTooLarge: (kibibytes) => ({ message: `请求的内容超过了 ${kibibytes} KiB。`, fix: '一次少发一点。' }),
  headersTooLarge: { message: '请求头太大了。', fix: '清除这个网站的 cookie 再试。' },
  notJsonType: {
    message: '从 Content-Type 看，请求的内容不是 JSON。',
    fix: '请带上请求头 "content-type: application/json"。',
  },
  notJson: (why) => ({ message: `请求的内容不是合法的 JSON，原文是“${why}”。`, fix: '请发送一个 JSON 对象。' }),
  notHttp: { message: '这不是 HTTP/1.1 请求。', fix: '请在浏览器里打开这个地址。' },
  addressUnreadable: (why) => ({ message: `地址无法识别，原文是“${why}”。`, fix: '检查地址里的百分号编码。' }),
  refusedByServer: (why) => ({
    message: `服务器没有接受这个请求，原文是“${why}”。`,
    fix: '接口的用法见 /api/openapi.json。',
  }),
  invalid: (what, findings) => ({
    message: `${what === 'address' ? '地址' : '请求的内容'}不符合要求，原文是“${findings.join('; ')}”。`,
    fix: '接口的用法见 /api/openapi.json。',
  }),
  foreignName: (host) => ({
    message: `这台服务器不认 ${JSON.stringify(host)} 这个名字。`,
    fix: '请用启动时显示的地址打开，或者把你用的地址加到 DRYDOCK_ORIGINS 里（http://名字:端口）。',
  }),
  foreignPage: (from, own) => ({
    message: `这个请求来自别的网站（${from}）的页面。`,
    fix: `请使用 ${own}/ 的页面，或者把那个地址加到 DRYDOCK_ORIGINS 里。`,
  }),
};
