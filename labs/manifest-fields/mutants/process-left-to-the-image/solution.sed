/command:/ d
