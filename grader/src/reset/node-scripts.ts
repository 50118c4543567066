/** Static Pods, how kubelet and container runtime are started, and what is mounted over those files. Keys and certificates stay where they are. */
export const listFiles = `for file in /etc/kubernetes/manifests/* /etc/kubernetes/kubelet.conf /var/lib/kubelet/config.yaml \\
  /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet /etc/containerd/config.toml /etc/systemd/system/*.service /etc/systemd/system/*.service.d/*.conf; do
  [ -f "$file" ] && [ ! -L "$file" ] && printf '%s %s\\n' "$file" "$(base64 -w 0 <"$file")"
done
for place in /etc/kubernetes /var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env /etc/containerd /etc/systemd/system; do
  findmnt -rno TARGET | grep -E "^$place(/|\\$)" | sed 's/^/mount:/; s/$/ /'
done; true`;

/** Prints what `listFiles` does, and a line `! …` for whatever else keeps a node from running as it did. Nothing is changed. */
export const inspect = `${listFiles}
for service in kubelet containerd; do
  systemctl is-active --quiet $service || echo "! $service does not run"
  systemctl is-enabled --quiet $service || echo "! $service does not start with the node"
done
answers() { curl --silent --fail --max-time 2 --output /dev/null http://127.0.0.1:10248/healthz; }
answers || answers || echo "! the kubelet does not answer"
timeout 5 ctr version >/dev/null 2>&1 || echo "! containerd does not answer"
true`;
