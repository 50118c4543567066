s/clusterip "\$depot"/clusterip depot/
s/ pod\/orders//
