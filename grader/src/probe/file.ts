import { type FileProbe, kindOf, lookLimitMs } from '@drydock/lab';
import type { Pod } from '@drydock/cluster';
import { runtimeMarks } from '../reading/containerd.ts';
import { runningPod } from '../reading/pod.ts';
import { type Seen, startedAt } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';
import { say } from '../text/say.ts';

const contentLimitBytes = 64 * 1024;
const noContainer = 46;

/**
 * Finds the container by what the kubelet told containerd, and not by the Pod's status, which a student can write: in the texts that containerd's runtime was started with. Then
 * opens a path as the container sees it, links included, and prints what it is and how it begins. `openat2` with RESOLVE_IN_ROOT keeps every link inside the container's root;
 * no program of the container runs. One process does it all: `ctr` alone would take twice as long.
 */
const script = String.raw`
my ($path, $limit, @marks) = @ARGV;
my ($root, $found);
for my $config (glob "/run/containerd/io.containerd.runtime.v2.task/k8s.io/*/config.json") {
  open(my $file, "<", $config) or next;
  my $text = do { local $/; <$file> } // "";
  next if grep { index($text, $_) < 0 } @marks;
  open(my $init, "<", $config =~ s/config\.json$/init.pid/r) or next;
  my ($pid) = <$init> =~ /^(\d+)/ or next;
  if (open($root, "<", "/proc/$pid/root")) { $found = 1; last }
}
exit 46 if !$found;
my $how = pack("Q3", 02004000, 0, 0x10);
my $fd = syscall(437, fileno($root), $path, $how, 24);
if ($fd < 0) {
  # ENOENT and ENOTDIR; then ENXIO, EXDEV and ELOOP: a socket, a link out of the container, a link to itself.
  if ($! == 2 || $! == 20) { print "missing\n"; exit 0 }
  if ($! == 6 || $! == 18 || $! == 40) { print "other\n"; exit 0 }
  die "cannot open $path: $!\n";
}
open(my $file, "<&=", $fd) or die "cannot read $path: $!\n";
my @is = stat($file);
my $type = -f _ ? "file" : -d _ ? "directory" : -p _ ? "pipe" : -S _ ? "socket" : "device";
printf "%s %d %d %04o %d %d %d %d\n", $type, @is[1, 7], $is[2] & 07777, @is[4, 5, 9, 10];
if ($type eq "file") { binmode($file); sysread($file, my $text, $limit); print unpack("H*", $text) }
`;

/** Reads a file in a running container, or in its volumes, through the node: nothing of the student's is run. */
export async function readFile(view: View, probe: FileProbe): Promise<Seen> {
  const running = await runningPod(view, probe.pod, probe.container);
  if (running.seen) return running.seen;
  const { object, container } = running;
  return view.once(`file ${JSON.stringify([probe, object.metadata.uid])}`, () => look(view, probe, object, container));
}

async function look(view: View, probe: FileProbe, object: Pod, container: string): Promise<Seen> {
  const { path } = probe;
  const node = await view.node(object['spec']?.nodeName);
  const argv = ['perl', '-e', script, path, String(contentLimitBytes), ...runtimeMarks(object, container)];
  const { exitCode, stdout, stderr } = await node.exec(argv, {
    timeoutMs: lookLimitMs,
    ...(view.signal && { signal: view.signal }),
  });
  const frame = { subject: kindOf(probe).subject(probe), objects: [object], bornAt: startedAt(object) };
  if (exitCode === noContainer)
    return {
      ...frame,
      state: 'unready',
      values: {},
      reason: say((text) => text.notRunning(container)),
    };
  if (exitCode !== 0) throw new Error(`Reading ${path} on the node failed: ${stderr.trim().slice(0, 300)}`);
  return { ...frame, state: 'found', values: { self: object, file: fileOf(path, stdout) } };
}

/** Parses what the node printed: a line about the file, then its beginning in hexadecimal. */
function fileOf(path: string, stdout: string): Record<string, unknown> {
  const [head = '', content = ''] = stdout.split('\n');
  if (head === 'missing') return { path, exists: false };
  if (head === 'other') return { path, exists: true, type: 'other' };
  const [type, inode, size, mode, uid, gid, mtime, ctime] = head.split(' ');
  return {
    path,
    exists: true,
    type,
    inode: Number(inode),
    size: Number(size),
    mode,
    uid: Number(uid),
    gid: Number(gid),
    mtime: new Date(Number(mtime) * 1000).toISOString(),
    ctime: new Date(Number(ctime) * 1000).toISOString(),
    ...(type === 'file' && {
      content: Buffer.from(content, 'hex').toString('utf8'),
      isCut: Number(size) > contentLimitBytes,
    }),
  };
}
