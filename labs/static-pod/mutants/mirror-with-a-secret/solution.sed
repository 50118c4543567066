# The kubelet may not report a static Pod that reads a Secret.
s/^spec:/&\n  volumes: [{ name: secret, secret: { secretName: token } }]/
/^kubectl wait/ d
s/^kubectl delete pod .*/& || true/
1 s/$/\nkubectl create secret generic token -n lab-static-pod --from-literal=token={{token}}/
