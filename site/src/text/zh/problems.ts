import type { Words } from '../words.ts';

/** What a problem means in Chinese, by its code, for those that come without Chinese words of their own. */
export const problems: Record<string, Words> = {
  bad_request: { message: '服务器没有看懂这个请求。', fix: '请刷新页面再试一次。' },
  unauthorized: { message: '服务器不知道你是谁。', fix: '请刷新页面；请允许这个站点使用 Cookie。' },
  forbidden: { message: '这一步现在还不允许。', fix: '请回到实验页面看看当前的状态。' },
  bad_origin: { message: '这个请求来自另一个网址，被拒绝了。', fix: '请用服务器启动时给出的网址打开页面。' },
  bad_ticket: { message: '打开终端的凭证已经失效。', fix: '请重新打开终端。' },
  not_found: { message: '没有找到要找的内容。', fix: '请刷新页面再试一次。' },
  lab_unknown: { message: '课程里没有这个实验。', fix: '请回到课程首页，另选一个实验。' },
  attempt_unknown: { message: '服务器上已经没有这次实验了。', fix: '请重新开始实验。' },
  sandbox_unknown: { message: '这套集群已经不在了。', fix: '请重新开始实验。' },
  terminal_unknown: { message: '这个终端已经不在了。', fix: '请新建一个终端。' },
  conflict: { message: '另一个操作正在进行。', fix: '等它结束再试。' },
  attempt_not_ready: { message: '集群现在还不能用。', fix: '等集群就绪后再试；集群丢失时请点“重置”换一套新的。' },
  too_large: { message: '发送的内容太大了。', fix: '请缩短后再试。' },
  lab_invalid: { message: '这个实验的文件有错误，无法布置。', fix: '请告诉课程的作者。' },
  rate_limited: { message: '操作太频繁了。', fix: '稍等片刻再试。' },
  internal: { message: 'Drydock 内部出错了。', fix: '请再试一次；如果仍然如此，请把下面的编号告诉管理员。' },
  command_failed: { message: '服务器上的一条命令失败了。', fix: '请再试一次；如果仍然如此，请告诉管理员。' },
  host_not_ready: { message: '运行 Drydock 的机器还没有准备好。', fix: '请管理员运行 drydock doctor 检查。' },
  docker_unavailable: {
    message: 'Docker 没有回应，集群暂时连不上。',
    fix: '什么都没有丢。Docker 恢复后再试；如果一直这样，请告诉管理员。',
  },
  no_disk: { message: '服务器的磁盘满了。', fix: '请告诉管理员，清出空间后再试。' },
  no_capacity: { message: '集群都在用，暂时没有空位。', fix: '结束一个不再需要的实验，或稍后再试。' },
  sandbox_lost: {
    message: '这次实验的集群不在了：它的容器被停止或删除了。',
    fix: '点“重置”换一套新集群，从头的状态开始；提交过的成绩都在。',
  },
  cluster_unreachable: { message: '集群没有回应。', fix: '稍等片刻再试；如果仍然如此，点“重置”。' },
  cluster_broken: { message: '集群自身的组件坏了。', fix: '点“重置”恢复；如果仍然如此，请结束实验，重新开始。' },
  aborted: { message: '操作被中断了。', fix: '请再试一次。' },
  timeout: { message: '等得太久，没有等到结果。', fix: '请再试一次。' },
  judging_unfinished: { message: '这次检查没有得出结果。', fix: '请再试一次。' },
};

/** For a problem whose code this page does not know. */
export const unknownProblem: Words = {
  message: '出了点问题。',
  fix: '请再试一次；如果仍然如此，请把详细信息告诉管理员。',
};
