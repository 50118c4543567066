# One never ends, the other is never tried again.
s/sleep 1'/sleep 3600'/
s/^run rp-retry OnFailure/run rp-retry Never/
