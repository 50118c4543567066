# The Pod restarts nothing; a rule of its container does, after the one code that means "busy".
s/^  restartPolicy: OnFailure/  restartPolicy: Never/
s/^( +)(image: course.local\/busybox:1.37)$/\1\2\n\1restartPolicy: Never\n\1restartPolicyRules:\n\1  - action: Restart\n\1    exitCodes: { operator: In, values: [5] }/
s/sleep 1'/sleep 1; exit 0'/
