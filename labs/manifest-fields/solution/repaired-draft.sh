set -eu
# Every slip of the draft is in one of these lines, and there are no others.
sed -i '
  s/^version/apiVersion/
  s/^metadate/metadata/
  s/type: 1/type: "1"/
  s/    version: 1/    version: "1"/
  s/ifNotPresent/IfNotPresent/
  s/command: .*/command: [nginx, -g, "daemon off;"]/
  s|/usr/share/nginx$|&/html|
  s/"80"/80/
  s/-Xms128m$/-Xmx256m -Did={{token}}/
  s/128m }/128Mi }/
  s/256M }/256Mi }/
  $ a\  restartPolicy: OnFailure
' nginx-demo.yaml
kubectl apply -f nginx-demo.yaml
