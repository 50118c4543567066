# A tag is written where there should be none: beside a digest it still decides about the policy.
s/^kubectl run untagged .*/&:latest/
s/^kubectl run pinned .*/kubectl run pinned -n lab-image-pull-policy --image="$registry\/tea-{{token}}:latest@${really#*@}"/
