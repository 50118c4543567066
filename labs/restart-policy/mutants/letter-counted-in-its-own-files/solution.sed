# A restart throws /outbox away: each try is the first.
/volumes:/,/emptyDir/ d
/volumeMounts:/,/mountPath/ d
