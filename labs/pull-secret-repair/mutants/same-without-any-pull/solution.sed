s/(-p '.*)\]'$/\1,{"op":"add","path":"\/spec\/template\/spec\/containers\/0\/imagePullPolicy","value":"Never"}]'/
/rollout status/ d
