s/regcred -n lab-private-registry/regcred -n default/
