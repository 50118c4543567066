# What should be filled in is written, and otherwise.
s/^kubectl run tagged .*/& --image-pull-policy=Always/
s/^kubectl run untagged .*/&:latest --image-pull-policy=IfNotPresent/
