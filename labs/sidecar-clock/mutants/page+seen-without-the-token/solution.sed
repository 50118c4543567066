s/echo "\{\{token\}\} /echo "/
