/memory-fixed/,$ { /limits:/,/memory:/ d }
