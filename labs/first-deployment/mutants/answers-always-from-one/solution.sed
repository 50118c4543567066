s/^kubectl expose.*/& --session-affinity=ClientIP/
