s/command: \["cat", "\/tmp\/healthy"\]/command: ["sh", "-c", "test -r \/tmp\/healthy"]/
