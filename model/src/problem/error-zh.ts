import type { ErrorCode } from './error-code.ts';
import type { Words } from './problem.ts';

/** The Chinese text of a failure that has no Chinese of its own. */
export const chineseOf: Readonly<Record<ErrorCode, Words>> = {
  bad_request: { message: '服务器看不懂这个请求。', fix: '刷新页面再试一次。' },
  unauthorized: { message: '还没有登录，不能这样做。', fix: '刷新页面，重新打开这个实验。' },
  forbidden: { message: '现在不能这样做。', fix: '看看页面上的说明，换一种做法。' },
  bad_origin: { message: '这个请求来自别的网站，没有被接受。', fix: '请从课程自己的地址打开页面。' },
  bad_ticket: { message: '打开终端的凭据已经用过或者过期了。', fix: '刷新页面，重新打开终端。' },
  not_found: { message: '这里什么也没有。', fix: '检查一下地址，或者回到课程首页。' },
  lesson_unknown: { message: '课程里没有这一课。', fix: '从课程首页选一课。' },
  lab_unknown: { message: '课程里没有这个实验。', fix: '从课程首页选一个实验。' },
  attempt_unknown: { message: '没有找到你的这次实验。', fix: '打开实验页面，点“开始实验”。' },
  playground_unknown: { message: '没有找到你的这个课文集群。', fix: '在课文里运行一个单元格，就会得到一套新的集群。' },
  sandbox_unknown: { message: '这个集群已经不在了。', fix: '点“重置”，换一个新集群。' },
  terminal_unknown: { message: '这个终端已经不在了。', fix: '可能在别的窗口里关掉了，刷新页面看看。' },
  method_not_allowed: { message: '这个地址不接受这种请求。', fix: '刷新页面再试一次。' },
  conflict: { message: '现在的情况不允许这样做。', fix: '刷新页面，看看现在是什么状态。' },
  attempt_not_ready: { message: '实验环境还没有就绪。', fix: '等它就绪后再试，进度显示在页面上。' },
  playground_not_ready: { message: '课文集群还没有就绪。', fix: '等它就绪后再试，进度显示在页面上。' },
  port_taken: { message: '端口已经被别的程序占用。', fix: '停掉那个程序，或者换一个端口。' },
  too_large: { message: '内容太大了。', fix: '一次少发一点。' },
  unsupported_media_type: { message: '请求的内容不是 JSON。', fix: '刷新页面再试一次。' },
  lab_invalid: { message: '这个实验的内容有错误。', fix: '请告诉课程的老师。' },
  rate_limited: { message: '操作太频繁了。', fix: '稍等片刻再试。' },
  internal: { message: 'Drydock 自己出了错。', fix: '再试一次；如果还是这样，请把错误编号告诉老师。' },
  command_failed: {
    message: '主机上的一个命令失败了。',
    fix: '再试一次；如果还是这样，请告诉老师，日志里有详细原因。',
  },
  build_failed: { message: '构建失败了。', fix: '请告诉老师，日志里有详细原因。' },
  capability_missing: { message: '这台服务器开不了这个实验。', fix: '请告诉老师；可以先做别的实验。' },
  host_not_ready: {
    message: '这台主机还不能运行实验。',
    fix: '请告诉老师，用 `npx drydock doctor` 可以看到缺什么。',
  },
  docker_unavailable: {
    message: 'Docker 没有应答。',
    fix: '启动 Docker 后再试；如果机器不归你管，请告诉老师。',
  },
  no_disk: { message: '主机的磁盘空间不够了。', fix: '腾出一些空间再试；如果机器不归你管，请告诉老师。' },
  no_capacity: { message: '集群都在使用中，排队的人也满了。', fix: '过一会儿再试，或者先结束你的另一个实验。' },
  sandbox_lost: { message: '集群有一部分已经丢失。', fix: '点“重置”，换一个新集群。提交过的成绩都还在。' },
  cluster_unreachable: { message: '集群没有应答。', fix: '稍等片刻再试；如果还是这样，点“重置”。' },
  cluster_broken: { message: '集群坏了，无法恢复到初始状态。', fix: '点“重置”，换一个新集群。' },
  aborted: { message: '操作在中途被取消了。', fix: '等实验环境就绪后再试一次。' },
  timeout: { message: '等得太久，操作超时了。', fix: '再试一次；如果还是这样，点“重置”。' },
};
