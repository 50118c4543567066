s/&& exec nginx.*"/\&\& sleep infinity"/
