s|(/mnt/data/index.html)"|\1 \&\& cp \1 /mnt/data2/"|
s|path: /mnt/data$|path: /mnt/data2|
