#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain pyzmq publisher: publish.py ENDPOINT FORM.

Sends one message of FORM once the broker listens; the frames are those of broker/socket/wire_format.md, written out by
hand so that the test does not ask our own code what they are.
"""
import json
import struct
import sys
import time

import zmq


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def envelope(producer, epoch, sequence, payload):
    head = b"\xf5EVS" + struct.pack("<BBHIIQq", 1, 0, len(producer), epoch, crc32c(payload), sequence, time.time_ns())
    return head + producer


PAYLOAD = b'{"total":12}'
ATTRIBUTES = {"specversion": "1.0", "id": "o-1", "source": "/py/orders", "type": "order.created", "subject": "4711",
              "correlationid": "4711", "causationid": "c-0", "datacontenttype": "application/json"}
FORMS = {
    "plain": [b"orders.plain", PAYLOAD],
    "envelope": [b"orders.envelope", envelope(b"orders-py", 3, 17, PAYLOAD), PAYLOAD],
    "binary": [b"orders.binary", b"CE\x01" + json.dumps(ATTRIBUTES).encode(), PAYLOAD],
    "both": [b"orders.both", envelope(b"orders-py", 3, 18, PAYLOAD), b"CE\x01" + json.dumps(ATTRIBUTES).encode(), PAYLOAD],
    "structured": [b"orders.structured", json.dumps({**ATTRIBUTES, "data": {"total": 12}}).encode()],
    "foreign": [b"orders.foreign", b"one", b"two", b"three", b"four"],
}

context = zmq.Context()
socket = context.socket(zmq.XPUB)  # PUB that hears when the broker subscribes: nothing is sent to nobody
socket.linger = 5000
socket.connect(sys.argv[1])
if not socket.poll(20000):
    sys.exit("no broker")
socket.recv()
socket.send_multipart(FORMS[sys.argv[2]])
socket.close()
context.term()
