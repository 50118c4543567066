/** Static Pods, and how kubelet and container runtime are started. Keys and certificates stay where they are. */
export const listFiles = `for file in /etc/kubernetes/manifests/* /etc/kubernetes/kubelet.conf /var/lib/kubelet/config.yaml \\
  /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet /etc/containerd/config.toml /etc/systemd/system/*.service /etc/systemd/system/*.service.d/*.conf; do
  [ -f "$file" ] && [ ! -L "$file" ] && printf '%s %s\\n' "$file" "$(base64 -w 0 <"$file")"
done; true`;

/** Reads `path base64` lines. Everything is done only where something is not as it was; a kubelet that runs and answers is left alone. */
export const restoreFiles = `set -u
folder=/etc/kubernetes/manifests
# What was mounted over the configuration hides it.
restart=
for place in /etc/kubernetes /var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env /etc/containerd /etc/systemd/system; do
  while read -r target; do umount -l "$target"; restart=kubelet; done < <(findmnt -rno TARGET | grep -E "^$place(/|\\$)" | tac)
done
declare -A known
while read -r file content; do known[$file]=$content; done
# A static Pod that was added goes first: while it holds a port of the control plane, the kubelet refuses the right Pod for good. A kubelet that begins again starts static Pods at once,
# without the back-off they have gathered.
shopt -s nullglob dotglob
for file in "$folder"/*; do [ -n "\${known[$file]:-}" ] || { rm -rf -- "$file"; restart=kubelet; }; done
for file in "\${!known[@]}"; do
  content=\${known[$file]}
  if [ -L "$file" ] || ! base64 -d <<<"$content" | cmp -s - "$file"; then
    chattr -i "$file" 2>/dev/null
    rm -rf -- "$file"; mkdir -p -- "\${file%/*}"
    ( umask 077; base64 -d <<<"$content" >"$file.restored" ) && chmod 0600 "$file.restored" && mv -f -- "$file.restored" "$file" || { echo "$file cannot be written" >&2; exit 1; }
    case $file in /etc/containerd/*) restart="containerd kubelet" ;; *) : "\${restart:=kubelet}" ;; esac
  fi
done
mkdir -p "$folder"
for file in /etc/systemd/system/{kubelet,containerd}.service.d/*; do [ -n "\${known[$file]:-}" ] || { rm -rf -- "$file"; restart="containerd kubelet"; }; done
for file in /etc/systemd/system/{kubelet,containerd}.service /run/systemd/system/{kubelet,containerd}.service; do
  [ -L "$file" ] && [ "$(readlink "$file")" = /dev/null ] && { rm -f -- "$file"; restart="containerd kubelet"; }
done
[ -n "$restart" ] && systemctl daemon-reload
answers() { curl --silent --fail --max-time 2 --output /dev/null http://127.0.0.1:10248/healthz; }
systemctl is-active --quiet containerd && timeout 5 ctr version >/dev/null 2>&1 || restart="containerd kubelet"
systemctl is-active --quiet kubelet || : "\${restart:=kubelet}"
[ -n "$restart" ] || answers || answers || restart=kubelet
for service in $restart; do
  systemctl reset-failed "$service" 2>/dev/null
  timeout 20 systemctl restart "$service" || { echo "$service does not start: $(systemctl show --property=Result --value "$service")" >&2; exit 1; }
done
for service in containerd kubelet; do systemctl is-enabled --quiet "$service" || systemctl enable --quiet "$service" 2>/dev/null; done
until_it() {
  for round in $(seq 240); do "\${@:2}" && return; sleep 0.5; done
  echo "$1 does not answer" >&2; exit 1
}
ok() { curl --silent --insecure --fail --max-time 2 --output /dev/null "https://127.0.0.1:$1"; }
until_it "the kubelet" answers
[ -z "\${known[$folder/kube-apiserver.yaml]:-}" ] || until_it "the API server" ok 6443/readyz
[ -z "\${known[$folder/kube-controller-manager.yaml]:-}" ] || until_it "the controller manager" ok 10257/healthz
[ -z "\${known[$folder/kube-scheduler.yaml]:-}" ] || until_it "the scheduler" ok 10259/healthz`;
