s/periodSeconds: 5/periodSeconds: 10/
