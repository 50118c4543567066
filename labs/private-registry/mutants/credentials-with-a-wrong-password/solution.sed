s/'\{\{password\}\}'/wrong/
