# Starts the attempt's private registry on a node and puts the attempt's application into it. Runs as root on the node, never for the student.
# Arguments: password, token. The account is student, the application student/app-<token>:v1; it answers /whoami on port 8080 with the token.
set -eu
password=$1 token=$2
host=registry.course.local
folder=/opt/course-registry
image() { ctr -n k8s.io images ls -q | grep "^course.local/$1:" | head -n 1; }

mkdir -p "$folder/auth" "$folder/data" "/etc/containerd/certs.d/$host:5000"
grep -q " $host\$" /etc/hosts || echo "127.0.0.1 $host" >>/etc/hosts
cat >"/etc/containerd/certs.d/$host:5000/hosts.toml" <<EOF
server = "http://$host:5000"
[host."http://$host:5000"]
  capabilities = ["pull", "resolve"]
EOF
# libxcrypt makes the bcrypt hash that the registry wants; the salt is drawn here, the password comes on standard input.
salt=$(head -c 64 /dev/urandom | base64 | tr -dc 'A-Za-z0-9' | head -c 22)
hash=$(printf '%s' "$password" | perl -e 'my $p = <STDIN>; print crypt($p, "\$2y\$08\$" . $ARGV[0])' "$salt")
(umask 077 && printf 'student:%s\n' "$hash" >"$folder/auth/htpasswd")
cat >"$folder/config.yml" <<EOF
version: 0.1
log: { accesslog: { disabled: false }, level: warn }
storage: { filesystem: { rootdirectory: $folder/data }, delete: { enabled: false } }
http: { addr: ":5000" }
auth: { htpasswd: { realm: course, path: $folder/auth/htpasswd } }
EOF
if [ ! -x "$folder/registry" ]; then
  mount=$(mktemp -d)
  ctr -n k8s.io images mount "$(image registry)" "$mount" >/dev/null
  cp "$mount/usr/local/bin/registry" "$folder/registry"
  ctr -n k8s.io images unmount --rm "$mount" >/dev/null
  rmdir "$mount" 2>/dev/null || true
fi
systemctl is-active --quiet course-registry ||
  systemd-run --quiet --collect --unit=course-registry "$folder/registry" serve "$folder/config.yml"
for _ in $(seq 100); do
  [ "$(curl -s -o /dev/null -w '%{http_code}' "http://$host:5000/v2/")" = 401 ] && break
  sleep 0.1
done

# The application is busybox's web server with one layer of ours on top: pushed through the registry's own API.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
if [ ! -d "$folder/base" ]; then
  # An export beside a busy containerd was seen to end early without an error, so it is believed when it can be read to its end.
  for _ in 1 2 3 4 5; do
    rm -rf "$folder/base.part" && mkdir -p "$folder/base.part"
    ctr -n k8s.io images export image.tar "$(image busybox)" >/dev/null && tar -xf image.tar -C "$folder/base.part" && break
    sleep 0.5
  done
  [ -s "$folder/base.part/index.json" ] && mv "$folder/base.part" "$folder/base"
fi
cp -R "$folder/base/." .
mkdir -p layer/www
printf '%s\n' "$token" >layer/www/whoami
tar -C layer --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf layer.tar www
layer=$(sha256sum layer.tar | cut -d' ' -f1)
cp layer.tar "blobs/sha256/$layer"
base=$(jq -r '.manifests[0].digest' index.json | cut -d: -f2)
jq -c --arg id "sha256:$layer" '.rootfs.diff_ids += [$id] | .history = ((.history // []) + [{created_by: "course"}]) | .config.Cmd = ["httpd", "-f", "-p", "8080", "-h", "/www"]' \
  "blobs/sha256/$(jq -r .config.digest "blobs/sha256/$base" | cut -d: -f2)" >config.json
config=$(sha256sum config.json | cut -d' ' -f1)
cp config.json "blobs/sha256/$config"
jq -c --arg config "sha256:$config" --argjson configSize "$(stat -c %s config.json)" --arg layer "sha256:$layer" --argjson layerSize "$(stat -c %s layer.tar)" \
  '.config.digest = $config | .config.size = $configSize | .layers += [{mediaType: "application/vnd.oci.image.layer.v1.tar", digest: $layer, size: $layerSize}] | .mediaType = "application/vnd.oci.image.manifest.v1+json"' \
  "blobs/sha256/$base" >manifest.json
repository="http://$host:5000/v2/student/app-$token"
printf 'user = "student:%s"\n' "$password" >curlrc
for digest in $(jq -r '.config.digest, .layers[].digest' manifest.json); do
  place=$(curl -fsS -K curlrc -X POST -D - -o /dev/null "$repository/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
  case $place in /*) place=http://$host:5000$place ;; esac
  curl -fsS -K curlrc -X PUT -H 'content-type: application/octet-stream' --data-binary "@blobs/sha256/${digest#sha256:}" "$place&digest=$digest" -o /dev/null
done
curl -fsS -K curlrc -X PUT -H 'content-type: application/vnd.oci.image.manifest.v1+json' --data-binary @manifest.json "$repository/manifests/v1" -o /dev/null
