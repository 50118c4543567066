/memory-fixed/,$ s/250M/50M/
