import type { CellTexts } from './texts.ts';

/** What a student reads about cells, in Chinese. */
export const zh: CellTexts = {
  exited: {
    message: '有单元格结束了 shell，比如用了 `exit`、`exec`，或者在 `set -e` 之后有命令失败。',
    fix: '下一个单元格会打开新的 shell。如果要用到前面的变量，请把前面的单元格再运行一遍。',
  },
  killed: {
    message: '单元格还没运行完，这一课的 shell 就被杀掉了。',
    fix: '下一个单元格会打开新的 shell。如果要用到前面的变量，请把前面的单元格再运行一遍。',
  },
  stopped: {
    message: '有单元格停不下来，只好把 shell 也结束了。',
    fix: '下一个单元格会打开新的 shell。如果要用到前面的变量，请把前面的单元格再运行一遍。',
  },
  restarted: {
    message: '单元格还没运行完，shell 就重启了。',
    fix: '把这个单元格再运行一遍。',
  },
  failed: {
    message: '工作区没能启动这个单元格。',
    fix: '可能是进程太多：结束终端里正在运行的程序，或者重置练习环境。',
  },
  crowded: {
    message: '这一课的单元格启动了 200 多个进程，所以它们连同 shell 一起被结束了。',
    fix: '再运行之前，先看看有没有不断启动自己的命令。',
  },
  renewed: {
    message: '上一个单元格运行完以后，这一课的 shell 结束了，所以这个单元格是在新的 shell 里运行的。',
    fix: '如果要用到前面的变量，请把前面的单元格再运行一遍。',
  },
  full: (waiting) => ({
    message: `这一课已经有 ${waiting} 个单元格在排队。`,
    fix: '等其中几个运行完，或者停掉正在运行的那个。',
  }),
  unknown: {
    message: '工作区里已经没有这次运行的记录。',
    fix: '把这个单元格再运行一遍。',
  },
};
