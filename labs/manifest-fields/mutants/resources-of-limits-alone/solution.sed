# Requests are then taken from the limits, and the QoS class is Guaranteed.
/requests:/ d
