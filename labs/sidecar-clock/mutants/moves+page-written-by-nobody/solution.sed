# The helper may not write.
s/mountPath: \/app /mountPath: \/app, readOnly: true /
s/ -- wget.*/ -- touch \/tmp\/seen.html/
