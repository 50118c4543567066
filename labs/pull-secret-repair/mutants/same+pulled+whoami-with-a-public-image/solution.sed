/rollout status/ i\kubectl set image -n lab-pull-secret-repair deployment/billing billing=course.local/nginx:1.26
