import { quoted, type SandboxProfile } from '@drydock/model';
import type { en, Lacking, Refused } from './en.ts';

function nameOf(capability: Lacking, profile: SandboxProfile): string {
  return {
    profile: `规格为 ${profile} 的集群`,
    nodeShell: '进入节点',
    root: '学生在节点上有 root 权限',
    registry: '私有镜像仓库',
  }[capability];
}

const refused: Readonly<Record<Refused, string>> = {
  profile: '创建不了这种规格的集群',
  nodeShell: '不能进入节点',
  registry: '没有私有镜像仓库',
  freeze: '不能冻结集群',
  deepFreeze: '在这台机器上不能把集群的内存压缩到交换区',
  pauseNodes: '不能暂停节点',
};

const readInstead = '可以先往下读，示例输出里有它的结果。';
const newSandbox = '重新开始这个实验，会换一个新集群。';
const tellTeacher = '请告诉老师；可以先做别的实验。';
const seeList = '请告诉老师，用 `npx drydock sandbox list` 可以看到有哪些沙箱。';

/** The messages of sandboxes to students, in Chinese. */
export const zh: typeof en = {
  queue: {
    title: '等待空位',
    place: (ahead, seconds) => {
      const place = ahead === 0 ? '下一个就是你' : `前面还有 ${ahead} 个`;
      if (seconds === undefined) return place;
      return `${place}，${seconds < 60 ? '不到一分钟' : `大约 ${Math.round(seconds / 60)} 分钟`}`;
    },
  },
  full: (inUse, waiting) => ({
    message: `这台机器的 ${inUse} 个集群都在使用中，还有 ${waiting} 个人在排队。`,
    fix: '过一会儿再试，或者先结束你的另一个实验。',
  }),
  claimCancelled: { message: '启动被取消了。', fix: '重新开始这个实验。' },
  goingDown: { message: 'Drydock 正在关闭。', fix: '稍等片刻再试。' },
  unclaimed: (id) => ({ message: `沙箱 ${id} 没有人在用。`, fix: seeList }),
  unknown: (id) => ({ message: `这台机器上没有沙箱 ${id}。`, fix: seeList }),
  partGone: (id, states) => ({ message: quoted(`沙箱 ${id} 有一部分已经丢失`, states), fix: newSandbox }),
  vanished: (id) => ({ message: `沙箱 ${id} 还没创建好就被删除了。`, fix: newSandbox }),
  controlPlaneGone: (id) => ({ message: `沙箱 ${id} 的控制平面已经丢失。`, fix: newSandbox }),
  apiSilent: (id) => ({ message: `沙箱 ${id} 的 API 服务器没有应答。`, fix: newSandbox }),
  noClusterYet: {
    message: '这几台机器上还没有集群。',
    fix: '先在 control-plane 上运行 `kubeadm init`。',
  },
  noNode: (id, name, names) => ({ message: `沙箱 ${id} 没有节点 ${name}。`, fix: `它的节点是 ${names}。` }),
  onlyWorkers: (name) => ({
    message: `节点 ${name} 上跑着 API 服务器，不能暂停。`,
    fix: '请暂停一个工作节点。',
  }),
  slowCommand: (command, container, seconds) => ({
    message: quoted(`节点 ${container} 上的一个命令在 ${seconds} 秒内没有执行完`, command),
    fix: '机器可能太忙了，稍等片刻再试。',
  }),
  registryStopped: { message: '这个沙箱的私有镜像仓库没有在运行。', fix: '点“重置”。' },
  registrySilent: (container, node, causes) => ({
    message: quoted(`节点 ${node} 访问不到私有镜像仓库 ${container}`, causes || '没有错误信息'),
    fix: '点“重置”；如果还是这样，结束这次实验再重新开始。',
  }),
  notMade: (reason, needs) => ({
    message: [`集群没有创建成功。${reason}`, ...needs.map(({ message }) => message)].join('\n'),
    fix: needs.map(({ fix }) => fix).join('\n'),
  }),
  idTaken: (id) => ({ message: `这台机器上已经有沙箱 ${id}。`, fix: '换一个名字。' }),
  noImage: (name, image) => ({
    message: `这台机器上没有镜像 ${image}（${name}）。`,
    fix: '请告诉老师，用 `npx drydock images build` 可以构建它。',
  }),
  notRemoved: (id, names) => ({ message: `沙箱 ${id} 的容器没能删除：${names}。`, fix: tellTeacher }),
  diskShort: (folder, free, needed) => ({
    message: `${folder} 所在的磁盘只剩 ${free} GiB，新建一个集群需要 ${needed} GiB。`,
    fix: '请腾出一些空间；如果机器不归你管，请告诉老师：`docker system df` 可以看到 Docker 占了多少，`npx drydock sandbox list` 可以看到有哪些沙箱。',
  }),
  noNetwork: (range, attempts) => ({
    message: `试了 ${attempts} 次，在 ${range} 中没有找到空闲的网段。`,
    fix: tellTeacher,
  }),
  agentSilent: (workspace, what, cause) => ({
    message: quoted(
      `工作区 ${workspace} 的终端服务${what === 'ended' ? '意外退出了' : '没有启动起来'}`,
      cause ?? '没有错误信息',
    ),
    fix: '请告诉老师，用 `npx drydock doctor` 可以看到缺什么。',
  }),
  simulated: (name) => ({ message: `${name} 是模拟的集群，里面没有运行任何程序。`, fix: tellTeacher }),
  noDriver: (name, names) => ({
    message: `没有名为 ${name} 的驱动。`,
    fix: `把 DRYDOCK_DRIVER 设为 ${names.join('、')} 之一。`,
  }),
  cannot: (driver, what) => ({
    message: `这台服务器的驱动 ${driver} ${refused[what]}。`,
    fix: '请告诉老师；可以先做别的实验。',
  }),
  noTier: (name) => ({
    message: `没有 ${JSON.stringify(name)} 这个 tier。`,
    fix: '学生可以是这台机器的 root（例如只有自己用）写 1；全班共用这台机器写 2。SECURITY.md 说明了两者的区别。',
  }),
  noTierOf: (driver) => ({
    message: `驱动 ${driver} 没有 tier 2：它的集群不由 Drydock 收紧权限。`,
    fix: '去掉 DRYDOCK_TIER（--tier），或者使用驱动 kind。',
  }),
  canarySilent: (id, seconds, heard) => ({
    message: `沙箱 ${id} 在 ${seconds} 秒内没有为学生收紧权限：特权 Pod 应当被拒绝，普通 Pod 应当放行。\n${heard}`,
    fix: '请再启动一次。如果还是这样，运行 `npx drydock doctor`，并把这些内容报告给我们。',
  }),
  cellLacks: ({ need, why, driver }) =>
    why === 'no access'
      ? {
          message: `这里要在节点上有 root 权限，而这台服务器的驱动 ${driver} 不能进入节点。`,
          fix: `${readInstead}想亲手运行，请在自己的电脑上运行 Drydock，或者问问老师能不能开放节点。`,
        }
      : {
          message: {
            root: '这里要在节点上有 root 权限，而这台服务器由同学们共用，谁都没有这个权限。',
            admin: '这里要有集群管理员的权限，而这台服务器由同学们共用，学生没有这个权限。',
          }[need],
          fix: `${readInstead}想亲手运行，请在自己的电脑上运行 Drydock。`,
        },
  lacks: ({ lab, driver, profile, missing, profiles }) => {
    const named = missing.map((capability) => nameOf(capability, profile)).join('、');
    const has = missing.includes('profile') ? `它能创建的规格是 ${profiles.join('、') || '（无）'}。` : '';
    if (missing.includes('root'))
      return {
        message: `这台服务器不提供实验 ${lab}：它需要${named}，而这里的同学共用一台机器，谁都没有 root 权限。`,
        fix: '先做别的实验；或者在自己的电脑上运行 Drydock 来做它（DRYDOCK_TIER=1）。',
      };
    return {
      message: `实验 ${lab} 需要${named}，这台服务器的驱动 ${driver} 不支持。${has}`,
      fix: '先做别的实验；或者请老师换一个 DRYDOCK_DRIVER（kind 全都支持）。',
    };
  },
};
