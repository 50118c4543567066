s/ --target-port=9080//
/^for i/ d
