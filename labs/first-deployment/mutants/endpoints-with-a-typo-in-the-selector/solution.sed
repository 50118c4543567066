s/^kubectl expose.*/& --selector=app=helo/
/^for i/ d
