s/ --share-processes --image=course.local\/busybox:1.37 -c look -- sleep 1000000/ --share-processes --set-image=server=course.local\/agnhost:2.63/
