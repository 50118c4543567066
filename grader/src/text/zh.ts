import { quoted } from '@drydock/model';
import type { en } from './en.ts';

const newCluster = '再点一次“重置”，会换一个新集群。';
const again = '再试一次；如果还是这样，请告诉课程的老师。';
const tellTeacher = '请告诉课程的老师。';

const reasons: (typeof en)['reasons'] = {
  notTried: '尚未试验',
  noLog: '还没有日志',
  notMeasured: 'metrics-server 还没有采集到它的用量',
  noCommands: '容器不接受命令',
  notRunning: (container) => `容器 ${container} 没有在节点上运行`,
  noContainer: (name, names) => `没有名为 ${name} 的容器，只有 ${names.join('、')}`,
  noFile: (path) => `节点上没有文件 ${path}`,
  metricsStatus: (status) => `metrics API 返回了 ${status}。`,
  checkOf: (name) => `checks.ts 中的 ${name}`,
  noNodePort: (type) => `它的类型是 ${type}，没有节点端口`,
  noPort: (port, ports) => `它没有端口 ${port}，只有 ${ports.join('、')}`,
  portClosed: (port) => `节点端口 ${port} 上没有程序应答`,
  portCut: (port) => `与节点端口 ${port} 的连接中断了`,
  portNotHttp: (port) => `节点端口 ${port} 上应答的程序不使用 HTTP`,
};

/** The grader's messages to students, in Chinese. */
export const zh: typeof en = {
  reasons,
  calledOff: { message: '检查被中止了。', fix: '再检查一次。' },
  slowNodePort: (port, seconds) => ({ message: `节点端口 ${port} 在 ${seconds} 秒内没有应答。`, fix: '再试一次。' }),
  noCheck: (name) => ({ message: `checks.ts 中没有检查 ${name}。`, fix: tellTeacher }),
  couldNotLook: (reason) => ({
    message: reason === undefined ? '这一项没能查看。' : quoted('这一项没能查看', reason),
    fix: '再试一次。',
  }),
  strangeResult: (name, result) => ({
    message: quoted(`checks.ts 中的 ${name} 给出了无法识别的结果`, result),
    fix: tellTeacher,
  }),
  unreadable: (asked) => ({ message: `checks.ts 要读取“${asked}”，但这种写法无法读取。`, fix: tellTeacher }),
  onlyLooks: (action) => ({
    message: quoted('checks.ts 要改动集群，但它的 <Check> 只允许查看', action),
    fix: tellTeacher,
  }),
  notAPod: { message: 'checks.ts 要删除的不是 Pod。', fix: tellTeacher },
  notAProbe: (input) => ({ message: quoted('checks.ts 用了无法识别的探测方式', input), fix: tellTeacher }),
  noRegistry: {
    message: '本实验有一个私有镜像仓库，而这个集群不是本机上的沙箱。',
    fix: '请在沙箱所在的机器上评分，或者不看这一项。',
  },
  noRegistryImage: (reason) => ({
    message: quoted('没能准备好私有镜像仓库里的应用', reason),
    fix: '点“重置”；如果还是这样，结束这次实验再重新开始。',
  }),
  noCourseImage: (image, reason) => ({
    message: quoted(`没能从节点上读取实验镜像仓库要用的镜像 ${image}`, reason),
    fix: '点“重置”；如果还是这样，结束这次实验再重新开始。',
  }),
  notRemoved: (names, total) => ({
    message: `这些对象无法删除：${names.join('、')}${total > names.length ? ` 等 ${total} 个` : ''}。`,
    fix: newCluster,
  }),
  filesNotRemoved: (reason) => ({
    message: quoted('实验在节点上的文件没能删除', reason),
    fix: '再点一次“重置”，或者结束这次实验。',
  }),
  systemChanged: (names, total) => ({
    message: `集群自身的组件被改动过：${names.join('、')}${total > names.length ? ` 等 ${total} 处` : ''}。`,
    fix: newCluster,
  }),
  madeAfresh: { message: '这个实验里对节点做的改动没法原地撤销。', fix: newCluster },
  nodeBroken: (name, reason) => ({
    message: `${name === '' ? '集群中的一个节点' : `节点 ${name} `}无法正常工作，原文是“${reason}”。`,
    fix: newCluster,
  }),
  setupOrder: (object, needed) => ({
    message: `实验的初始状态有错：${object} 排在 ${needed} 前面。`,
    fix: tellTeacher,
  }),
  noServiceAccount: (namespace, seconds) => ({
    message: `命名空间 ${namespace} 在 ${seconds} 秒内没有得到默认的 ServiceAccount：controller manager 没有正常工作。`,
    fix: newCluster,
  }),
  noWorkspace: {
    message: '这个实验要在工作区里准备文件，而这个集群没有工作区。',
    fix: '请在 Drydock 里开始这个实验。',
  },
  setupFiles: (node, reason) => ({
    message: quoted(`实验的文件在${node === undefined ? '工作区里' : `节点 ${node} 上`}没能写好或恢复`, reason),
    fix: '点“重置”；如果还是这样，结束这次实验再重新开始。',
  }),
  notAFile: (path, node) => ({
    message: `实验的初始状态要写文件 ${path}，但${node === undefined ? '工作区里' : `节点 ${node} 上`}这个位置是文件夹或设备。`,
    fix: tellTeacher,
  }),
  nothingToRemove: (object) => ({
    message: `实验的初始状态要删掉 ${object}，但这个集群里没有它。`,
    fix: tellTeacher,
  }),
  notGone: (object, seconds) => ({
    message: `实验的初始状态要删掉 ${object}，但过了 ${seconds} 秒它还在。`,
    fix: newCluster,
  }),
  notBack: (names, seconds) => ({
    message: `之前的实验删掉了 ${names.join('、')}，重新创建后过了 ${seconds} 秒还没有正常工作。`,
    fix: newCluster,
  }),
  setupCondition: (seconds, verdict) => ({
    message: `等了 ${seconds} 秒，实验的初始状态还没有准备好。${verdict}`,
    fix: again,
  }),
  setupLate: (object, seconds, reason) => ({
    message: `实验的初始状态没有准备好：${object} 在 ${seconds} 秒内没有创建成功。原因：${reason}`,
    fix: again,
  }),
};
