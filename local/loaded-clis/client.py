"""Asks the server beside it to run a command. Usage: client.py SOCKET [ARGUMENT...]"""

import array
import json
import os
import socket
import sys

path, *args = sys.argv[1:]
connection = socket.socket(socket.AF_UNIX)
connection.connect(path)
asked = {"args": args, "cwd": os.getcwd(), "env": dict(os.environ)}
message = json.dumps(asked).encode() + b"\n"
streams = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))
sent = connection.sendmsg([message], [streams])
connection.sendall(message[sent:])
answer = connection.recv(16)
sys.exit(int(answer) if answer else 1)
