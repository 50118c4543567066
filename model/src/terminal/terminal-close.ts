import { keysOf } from '../typed-record.ts';

/**
 * Why a terminal's socket was closed: the WebSocket close code and its name, whether the page reconnects on its own, and its text for the student, in English and Chinese.
 * Any other close code counts as `lost`.
 */
export const terminalCloses = {
  lost: {
    code: 1006,
    retry: true,
    message: 'The connection was lost.',
    fix: 'It reconnects automatically.',
    zh: { message: '连接断了。', fix: '会自动重新连接。' },
  },
  restarting: {
    code: 4001,
    retry: true,
    message: 'The server is restarting.',
    fix: 'It reconnects automatically.',
    zh: { message: '服务器正在重启。', fix: '会自动重新连接。' },
  },
  malformed: {
    code: 4400,
    retry: true,
    message: 'The terminal received data it could not read.',
    fix: 'Reload the page if it happens again.',
    zh: { message: '收到一段无法识别的数据。', fix: '如果再次发生，请刷新页面。' },
  },
  out_of_order: {
    code: 4409,
    retry: true,
    message: 'Data arrived twice or out of order.',
    fix: 'Reload the page if it happens again.',
    zh: { message: '数据重复了或者顺序不对。', fix: '如果再次发生，请刷新页面。' },
  },
  too_large: {
    code: 4413,
    retry: true,
    message: 'Too much data was sent at once.',
    fix: 'Reload the page if it happens again.',
    zh: { message: '一次发送的数据太大了。', fix: '如果再次发生，请刷新页面。' },
  },
  idle: {
    code: 4408,
    retry: true,
    message: 'The server did not hear from this page for a while.',
    fix: 'It reconnects automatically.',
    zh: { message: '有一阵子没有收到页面的消息。', fix: '会自动重新连接。' },
  },
  asleep: {
    code: 4407,
    retry: false,
    message: 'The cluster went to sleep, as nobody used it for a while. Everything in it is kept.',
    fix: 'Press a key here to wake it.',
    zh: { message: '有一阵子没人用，集群休眠了，里面的东西都还在。', fix: '在这里按任意键唤醒。' },
  },
  unreachable: {
    code: 4503,
    retry: true,
    message: 'The workspace is not responding.',
    fix: 'It reconnects automatically; reset the lab if that does not work.',
    zh: { message: '工作区没有应答。', fix: '会自动重新连接；如果一直连不上，请重置实验。' },
  },
  handed_over: {
    code: 4403,
    retry: false,
    message: 'This sandbox is no longer yours.',
    fix: 'Start the lab again to get a new one.',
    zh: { message: '这个沙箱已经不归你用了。', fix: '重新开始实验，就会有一个新的。' },
  },
  closed: {
    code: 4404,
    retry: false,
    message: 'This terminal was closed.',
    fix: 'Open a new one.',
    zh: { message: '这个终端已经关闭。', fix: '请另开一个。' },
  },
  replaced: {
    code: 4410,
    retry: false,
    message: 'This page opened the terminal a second time.',
    fix: 'Reload the page.',
    zh: { message: '这个页面把终端又打开了一次。', fix: '请刷新页面。' },
  },
  full: {
    code: 4429,
    retry: false,
    message: 'This workspace has reached its limit of open terminals.',
    fix: 'Close one first.',
    zh: { message: '这个工作区的终端已经开满了。', fix: '请先关掉一个。' },
  },
  version: {
    code: 4426,
    retry: false,
    message: 'The page and the workspace have different versions.',
    fix: 'Reload the page; reset the lab if that does not help.',
    zh: { message: '页面和工作区的版本不一致。', fix: '请刷新页面；如果不行，请重置实验。' },
  },
  failed: {
    code: 4500,
    retry: false,
    message: 'The shell did not start.',
    fix: 'Reset the lab; the server log has the details.',
    zh: { message: 'Shell 没能启动。', fix: '请重置实验；服务器日志里有详细原因。' },
  },
} as const;

export type TerminalClose = keyof typeof terminalCloses;

const byCode = new Map<number, TerminalClose>();
for (const name of keysOf(terminalCloses)) byCode.set(terminalCloses[name].code, name);

// What a WebSocket library closes with on its own when a message is too big (RFC 6455).
byCode.set(1009, 'too_large');

/** The name of a WebSocket close code; `lost` for every code that is not ours. */
export function terminalCloseOf(code: number): TerminalClose {
  return byCode.get(code) ?? 'lost';
}
