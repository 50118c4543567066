s/--share-processes/--share-processes --keep-labels/
