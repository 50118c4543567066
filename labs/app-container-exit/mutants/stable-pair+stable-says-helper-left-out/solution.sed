/name: pod-stable/,/^END/ { /name: helper/,/command/ d }
