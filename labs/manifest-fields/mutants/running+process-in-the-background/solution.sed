s/command: .*/command: [nginx]/
