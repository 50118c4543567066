s/IfNotPresent/Always/
