import type { Capability, SandboxProfile } from '@drydock/model';
import type { en, Refused } from './en.ts';

function nameOf(capability: Capability, profile: SandboxProfile): string {
  return {
    profile: `规格为 ${profile} 的集群`,
    nodeShell: '进入节点',
    registry: '私有镜像仓库',
  }[capability];
}

const refused: Readonly<Record<Refused, string>> = {
  profile: '创建不了这种规格的集群',
  nodeShell: '不能进入节点',
  registry: '没有私有镜像仓库',
  freeze: '不能冻结集群',
};

/** What the sandbox room tells a student, in Chinese. */
export const zh: typeof en = {
  cannot: (driver, what) => ({
    message: `这台服务器的驱动 ${driver} ${refused[what]}。`,
    fix: '请告诉老师；可以先做别的实验。',
  }),
  lacks: ({ lab, driver, profile, missing, profiles }) => {
    const named = missing.map((capability) => nameOf(capability, profile)).join('、');
    const has = missing.includes('profile') ? `它能创建的规格是 ${profiles.join('、') || '（无）'}。` : '';
    return {
      message: `实验 ${lab} 需要${named}，这台服务器的驱动 ${driver} 不支持。${has}`,
      fix: '先做别的实验；或者请老师换一个 DRYDOCK_DRIVER（kind 全都支持）。',
    };
  },
};
