/requests:/,/memory:/ d
