# The visitor asks the server to end.
s/-- cat \/proc\/1\/root\/srv\/license/-- sh -c "cat \/proc\/1\/root\/srv\/license; wget -qO \/dev\/null http:\/\/localhost:8080\/exit?code=1"/
s/=Completed --timeout/=Error --timeout/
