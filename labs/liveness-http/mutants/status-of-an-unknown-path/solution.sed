s|/healthz|/health|
