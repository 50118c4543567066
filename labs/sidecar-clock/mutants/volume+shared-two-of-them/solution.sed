s/^    - name: board/    - name: other\n      emptyDir: {}\n&/
s/name: board, mountPath: \/app/name: other, mountPath: \/app/
s/^kubectl exec/# &/
