s/^(run .*)echo \{\{token\}\}/\1true/
