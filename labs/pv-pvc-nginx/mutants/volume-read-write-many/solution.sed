s/ReadWriteOnce/ReadWriteMany/
