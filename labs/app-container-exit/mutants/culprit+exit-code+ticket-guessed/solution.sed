# Another part, its number of restarts, and the last word of another log.
s/container=part-\{\{two\}\}/container=part-{{one}}/
s/lastState\.terminated\.exitCode/restartCount/
s/-c part-\{\{two\}\} \| grep/-c part-{{three}} | grep/
