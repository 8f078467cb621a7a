"""Asks the server beside it to run a command. Usage: client.py SOCKET [ARGUMENT...]

It takes what Python has built in, and no more: to load json, os and socket takes longer than the rest.
"""

import posix
import sys
from _socket import AF_UNIX, SCM_RIGHTS, SOL_SOCKET, socket

path, *args = sys.argv[1:]
connection = socket(AF_UNIX)
connection.connect(path)
settings = [name + b"=" + value for name, value in posix.environ.items()]
words = [arg.encode(sys.getfilesystemencoding(), "surrogateescape") for arg in args]
asked = b"\0".join([posix.getcwdb(), b"%d" % len(settings), *settings, *words])
message = b"%d\n" % len(asked) + asked
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
sent = connection.sendmsg([message], [(SOL_SOCKET, SCM_RIGHTS, streams)])
connection.sendall(message[sent:])
answer = connection.recv(16)
sys.exit(int(answer) if answer else 1)
