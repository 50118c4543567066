s/labels:/annotations:/
