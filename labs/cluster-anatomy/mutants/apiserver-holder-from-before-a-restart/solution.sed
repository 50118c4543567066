# The same Lease, held by the API server that ran before.
s/apiserver-holder="(.*)" \\/apiserver-holder="$(echo "\1" | cut -d_ -f1)_$(cat \/proc\/sys\/kernel\/random\/uuid)" \\/
