s/cat \/proc\/1\/root\/srv\/license/cat \/proc\/1\/root\/etc\/hostname/
