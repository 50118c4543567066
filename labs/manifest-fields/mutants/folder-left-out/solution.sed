/workingDir/ d
