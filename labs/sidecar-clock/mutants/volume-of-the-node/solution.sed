s/emptyDir: .*/hostPath: { path: \/var\/lab-sidecar-clock, type: DirectoryOrCreate }/
