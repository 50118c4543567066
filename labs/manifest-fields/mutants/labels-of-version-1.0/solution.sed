s/version: "1"/version: "1.0"/
