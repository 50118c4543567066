/** Prints the machine's id and, on the next line, a program that access to a node needs and that is not there. Any shell runs it. */
export const missingTool = `cat /etc/machine-id 2>/dev/null || echo
for tool in bash timeout setpriv base64 tar cmp find systemctl; do
  command -v $tool >/dev/null || { echo $tool; exit; }
done
timeout --kill-after=1 1 true 2>/dev/null || echo 'timeout of GNU'`;

/**
 * The files of a node whose content is kept and put back: settings, keys, what the kubelet runs by, and the homes. Docker mounts three of them over the container, and /etc/cni belongs
 * to the Pod network, which goes on writing there.
 */
const keptFiles = `kept_files() {
  cd "$1" && find etc root home srv var/lib/kubelet/config.yaml var/lib/kubelet/kubeadm-flags.env -xdev \\
    \\( -path etc/hosts -o -path etc/hostname -o -path etc/resolv.conf -o -path etc/cni \\) -prune -o \\
    \\( -type l -o -type f -size -1024k \\) -print0 2>/dev/null
}`;

/** Prints the kept files as an archive, in base64. */
export const keepFiles = `${keptFiles}
kept_files / | tar --create --gzip --null --no-recursion --files-from=- --directory=/ 2>/dev/null | base64 --wrap=0`;

/** Lists what is in the volume of a node, as far as it belongs to nobody that goes on writing there. */
export const listVolume = `cd / && find var -xdev -mindepth 1 -maxdepth 3 \\
  \\( -path var/log -o -path var/tmp -o -path var/cache -o -path var/local-path-provisioner -o -path var/lib/containerd \\
  -o -path var/lib/docker -o -path var/lib/kubelet -o -path var/lib/etcd -o -path var/lib/systemd -o -path var/lib/minikube \\
  -o -path var/lib/cni -o -path var/lib/private -o -path var/lib/dpkg -o -path var/hostpath-provisioner -o -path var/hostpath_pv \\) -prune -o -print 2>/dev/null; true`;

/** Puts back the kept files from the archive on its standard input, removes those that were made since, and prints the path of each. Then all runs as it is written there. */
export const restoreFiles = `set -u
${keptFiles}
archive=$(mktemp -d /run/drydock-kept.XXXXXX)
trap 'rm -rf "$archive"' EXIT
base64 --decode | tar --extract --gzip --directory="$archive" || exit 1
[ -d "$archive/etc" ] || exit 1
same() {
  if [ -L "$1" ]; then [ "$(readlink "$1")" = "$(readlink "$2" 2>/dev/null)" ]
  else [ ! -L "$2" ] && cmp -s "$1" "$2" && [ "$(stat -c '%a %u %g' "$1")" = "$(stat -c '%a %u %g' "$2")" ]; fi
}
changed=$(mktemp "$archive/changed.XXXXXX")
while IFS= read -r -d '' file; do
  same "$archive/$file" "/$file" && continue
  mkdir -p "/$(dirname "$file")"
  [ -d "/$file" ] && [ ! -L "/$file" ] && rm -rf --one-file-system "/$file"
  cp -a --remove-destination "$archive/$file" "/$file" && echo "/$file"
done < <(kept_files "$archive") >>"$changed"
while IFS= read -r -d '' file; do
  [ -e "$archive/$file" ] || [ -L "$archive/$file" ] || { rm -f "/$file" && echo "/$file"; }
done < <(kept_files /) >>"$changed"
cat "$changed"
if grep -qE '^/(etc/systemd|etc/containerd|etc/default|var/lib/kubelet|etc/kubernetes/kubelet.conf)' "$changed"; then
  systemctl daemon-reload
  systemctl restart containerd kubelet
fi
for service in containerd kubelet; do systemctl is-active --quiet $service || systemctl start $service; done
true`;

/** Removes the files and folders that are listed on standard input, each line a path. */
export const removeListed = `while IFS= read -r path; do
  case $path in /?*) rm -rf --one-file-system -- "$path" ;; esac
done`;
