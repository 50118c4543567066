/name: http/ d
s/          containerPort/        - containerPort/
