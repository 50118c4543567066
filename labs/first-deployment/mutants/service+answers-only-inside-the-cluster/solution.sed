s/ --type=NodePort//
/^for i/ d
