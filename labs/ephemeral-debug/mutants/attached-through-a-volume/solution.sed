# It reads the file from the volume, without the server's processes.
s/^kubectl wait -n lab-ephemeral-debug pod\/shop --for=condition.*/&\
echo "{ \\"volumeMounts\\": [{ \\"name\\": \\"papers\\", \\"mountPath\\": \\"\/srv\\" }] }" > mounts.json/
s/ --target=server -c look -- cat .*/ --custom=mounts.json -c look -- cat \/srv\/license/
