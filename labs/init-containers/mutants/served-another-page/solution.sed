s/echo \{\{token\}\} > /echo hello > /
