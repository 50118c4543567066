s/^(run rp-ok .*)'$/\1; exit 1'/
s/^(run rp-never .*); exit 4/\1/
