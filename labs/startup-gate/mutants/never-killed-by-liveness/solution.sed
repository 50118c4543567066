/never-starts/,$ s/startupProbe/livenessProbe/
