/**
 * Why a terminal's socket was closed: the WebSocket close code and its name, whether the page connects again by itself, and what it tells the student, in English and Chinese.
 * Any other close code counts as `lost`.
 */
export const terminalCloses = {
  lost: {
    code: 1006,
    retry: true,
    message: 'The connection was lost.',
    fix: 'It comes back by itself.',
    zh: { message: '连接断了。', fix: '会自动重新连接。' },
  },
  restarting: {
    code: 4001,
    retry: true,
    message: 'The server is restarting.',
    fix: 'It comes back by itself.',
    zh: { message: '服务器正在重启。', fix: '会自动重新连接。' },
  },
  malformed: {
    code: 4400,
    retry: true,
    message: 'A frame could not be understood.',
    fix: 'Reload the page if it happens again.',
    zh: { message: '收到一段无法识别的数据。', fix: '如果再次发生，请刷新页面。' },
  },
  out_of_order: {
    code: 4409,
    retry: true,
    message: 'A frame came twice or out of order.',
    fix: 'Reload the page if it happens again.',
    zh: { message: '数据重复了或者顺序不对。', fix: '如果再次发生，请刷新页面。' },
  },
  too_large: {
    code: 4413,
    retry: true,
    message: 'A frame was too large.',
    fix: 'Reload the page if it happens again.',
    zh: { message: '一次发送的数据太大了。', fix: '如果再次发生，请刷新页面。' },
  },
  idle: {
    code: 4408,
    retry: true,
    message: 'Nothing was heard from the page for a while.',
    fix: 'It comes back by itself.',
    zh: { message: '有一阵子没有收到页面的消息。', fix: '会自动重新连接。' },
  },
  unreachable: {
    code: 4503,
    retry: true,
    message: 'The workspace does not answer.',
    fix: 'It comes back by itself; reset the lab if it stays away.',
    zh: { message: '工作区没有应答。', fix: '会自动重新连接；如果一直连不上，请重置实验。' },
  },
  handed_over: {
    code: 4403,
    retry: false,
    message: 'This sandbox is no longer yours.',
    fix: 'Start the lab again to get a new one.',
    zh: { message: '这个沙箱已经不归你使用了。', fix: '重新开始实验，就会有一个新的。' },
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
    message: 'This page opened the terminal again.',
    fix: 'Reload the page.',
    zh: { message: '这个页面又打开了一次该终端。', fix: '请刷新页面。' },
  },
  full: {
    code: 4429,
    retry: false,
    message: 'This workspace has as many terminals as it may have.',
    fix: 'Close one first.',
    zh: { message: '这个工作区的终端已经开满了。', fix: '请先关掉一个。' },
  },
  version: {
    code: 4426,
    retry: false,
    message: 'The page and the workspace speak different versions.',
    fix: 'Reload the page; reset the lab if that does not help.',
    zh: { message: '页面和工作区的版本不一致。', fix: '请刷新页面；如果不行，请重置实验。' },
  },
  failed: {
    code: 4500,
    retry: false,
    message: 'The shell could not be started.',
    fix: 'Reset the lab; the server log says more.',
    zh: { message: 'shell 没能启动。', fix: '请重置实验；服务器日志里有详细原因。' },
  },
} as const;

export type TerminalClose = keyof typeof terminalCloses;

const byCode = new Map(
  Object.entries(terminalCloses).map(([name, { code }]) => [code as number, name as TerminalClose]),
);

// What a WebSocket library closes with by itself when a message is too big (RFC 6455).
byCode.set(1009, 'too_large');

/** The name of a WebSocket close code; `lost` for every code that is not ours. */
export function terminalCloseOf(code: number): TerminalClose {
  return byCode.get(code) ?? 'lost';
}
