s/--share-processes/--share-processes=false/
