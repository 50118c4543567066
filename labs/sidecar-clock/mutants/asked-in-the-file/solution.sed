s/wget -qO \/tmp\/seen.html .*/cp \/app\/index.html \/tmp\/seen.html/
