s/--container=server -- \/agnhost/--image=course.local\/agnhost:2.63 --container=help -- \/agnhost/
