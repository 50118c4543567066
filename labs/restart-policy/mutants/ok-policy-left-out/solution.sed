# kubectl run writes Always where no policy is named.
s/^run rp-ok OnFailure/run rp-ok Always/
