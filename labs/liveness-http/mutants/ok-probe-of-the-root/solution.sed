s|path: /live.html|path: /|
