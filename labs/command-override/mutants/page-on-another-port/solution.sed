s/ls \/ &&/ls \/ \&\& sed -i s,80,8080, \/etc\/nginx\/conf.d\/default.conf \&\&/
