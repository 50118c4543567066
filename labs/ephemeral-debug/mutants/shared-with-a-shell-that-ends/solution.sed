s/ -c look -- sleep 1000000/ -c look -- sh/
