s/%FT%TZ/%T/
