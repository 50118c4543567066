s/--share-processes --image/--share-processes --set-image=server=course.local\/nginx:1.26 --image/
