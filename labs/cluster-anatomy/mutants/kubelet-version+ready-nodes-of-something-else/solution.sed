s/nodeInfo.kubeletVersion/nodeInfo.kernelVersion/
s/ready-nodes=3/ready-nodes=2/
