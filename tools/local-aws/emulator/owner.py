"""Ends the emulator when the process that started it has ended.

It leads a process group of its own, so nothing else would end it if its owner is killed before the
owner can: it would go on forever, with an open port.
"""

import os
import signal
import threading


def end_with_owner():
    """Has to be called by the process that leads the group, whose standard input the owner holds open."""

    def wait():
        # By the descriptor: a thread that waits in sys.stdin would hold up the end of the program.
        while os.read(0, 4096):
            pass
        os.killpg(os.getpgrp(), signal.SIGKILL)  # With the functions that it runs.

    if os.getpgrp() == os.getpid():  # Not where a person starts it by hand.
        threading.Thread(target=wait, name="owner", daemon=True).start()
