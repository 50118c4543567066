s/-Xmx256m/-Xms256m/
