# What kubectl get shows, not what the container ended with.
s/reason=Completed/reason=CrashLoopBackOff/
