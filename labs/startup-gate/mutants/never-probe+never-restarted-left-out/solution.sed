/never-starts/,$ { /startupProbe/,/failureThreshold/ d }
