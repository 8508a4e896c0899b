#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain pyzmq subscriber: subscribe.py ENDPOINT PREFIX. Prints each message as a line of JSON, frames as Latin-1."""
import json
import sys

import zmq

context = zmq.Context()
socket = context.socket(zmq.SUB)
socket.linger = 0
socket.subscribe(sys.argv[2].encode())
socket.connect(sys.argv[1])
while True:
    print(json.dumps([frame.decode("latin-1") for frame in socket.recv_multipart()]), flush=True)
