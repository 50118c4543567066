s/-c clock -- wget -qO \/tmp\/seen.html/-c web -- curl -so \/tmp\/seen.html/
