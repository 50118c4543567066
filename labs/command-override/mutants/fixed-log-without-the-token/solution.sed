s/echo \{\{token\}\}; //
