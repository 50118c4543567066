# It ends as it should, and sends nothing.
s/echo "sent .*"/true/
