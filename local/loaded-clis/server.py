"""Runs a CLI again and again without loading it anew. Usage: server.py SOCKET aws|sam

The CLI is loaded once; each command then runs in a process that is forked from this one, with the
arguments, environment, folder and open files of whoever asked. What runs is the CLI's own code, by
the entry point that its own script calls. It ends when its standard input does.
"""

import array
import atexit
import gc
import importlib
import os
import random
import select
import signal
import socket
import sys
import threading
import traceback


def aws():
    from awscli.clidriver import main

    return main()


def sam():
    from samcli.cli.main import cli

    return cli(prog_name="sam")


# What each runs, and what is loaded ahead; what else a command needs is loaded as always. Each has a
# process of its own, since the AWS CLI puts its own botocore in place of everybody's.
PROGRAMS = {
    "aws": (aws, ["awscli.clidriver", "awscli.handlers", "awscli.botocore.httpsession"]),
    "sam": (
        sam,
        [
            "boto3",
            "samcli.cli.main",
            *(f"samcli.commands.{name}.command" for name in ("build", "delete", "deploy")),
            "samcli.commands.build.build_context",
            "samcli.commands.delete.delete_context",
            "samcli.commands.deploy.deploy_context",
            "samcli.commands.deploy.guided_context",
            "samcli.commands.package.package_context",
        ],
    ),
}


def receive(connection):
    """What a client asks for: its folder, environment and arguments, and its standard streams."""
    streams = array.array("i", [0, 0, 0])
    room = socket.CMSG_SPACE(len(streams) * streams.itemsize)
    data, [(_, _, sent)], _, _ = connection.recvmsg(65536, room)
    streams = array.array("i", sent)
    size, _, data = data.partition(b"\n")
    while len(data) < int(size):
        more = connection.recv(65536)
        if not more:
            raise EOFError
        data += more
    folder, count, *words = data.split(b"\0")
    settings = (word.partition(b"=") for word in words[: int(count)])
    env = {os.fsdecode(name): os.fsdecode(value) for name, _, value in settings}
    return folder, env, [os.fsdecode(word) for word in words[int(count) :]], list(streams)


def run(connection, program, set_by_loading):
    """Becomes the command that a client asks for; does not return."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        folder, env, args, streams = receive(connection)
    except (EOFError, OSError, ValueError):
        os._exit(1)  # Whoever asked is gone.
    connection.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for stream in streams:
        if stream > 2:
            os.close(stream)
    os.environ.clear()
    os.environ.update({**set_by_loading, **env})
    os.chdir(folder)
    random.seed()
    sys.argv[1:] = args
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)
    end(code_of(program))


def code_of(program):
    """What a script that calls `sys.exit(program())` ends with."""
    try:
        code = program()
    except SystemExit as exit:
        code = exit.code
    except BaseException:
        traceback.print_exc()
        return 1
    if code is None or isinstance(code, int):
        return code or 0
    print(code, file=sys.stderr)
    return 1


def end(code):
    """Ends as Python does, but leaves the modules to the kernel: to take apart what it shares with
    the process that it was forked from would copy all of it."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 120  # As Python has it.
    os._exit(code & 0xFF)


class Commands:
    """The commands that run, by the id of their process, each with the connection of its client."""

    def __init__(self, program, set_by_loading, poller):
        self.program = program
        self.set_by_loading = set_by_loading
        self.poller = poller
        self.connections = {}

    def begin(self, listener):
        """Starts what the next client asks for."""
        connection, _ = listener.accept()
        child = os.fork()
        if child == 0:
            listener.close()
            for other in self.connections.values():
                other.close()
            run(connection, self.program, self.set_by_loading)
        self.connections[child] = connection
        # The command reads from it. Here nothing is awaited but that the client is gone.
        self.poller.register(connection, 0)

    def abandon(self, descriptor):
        """Ends the command whose client is gone."""
        child = next(
            child
            for child, connection in self.connections.items()
            if connection.fileno() == descriptor
        )
        self.close(child)
        kill(child)

    def collect(self):
        """Tells clients how their commands have ended."""
        while True:
            try:
                child, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if child == 0:
                return
            if child in self.connections:
                code = os.waitstatus_to_exitcode(status)
                try:
                    answer = str(code if code >= 0 else 128 - code)
                    self.connections[child].sendall(answer.encode())
                except OSError:
                    pass  # Whoever asked is gone.
                self.close(child)

    def close(self, child):
        connection = self.connections.pop(child)
        self.poller.unregister(connection)
        connection.close()

    def end(self):
        for child in self.connections:
            kill(child)


def kill(child):
    """Ends a command and all that it started."""
    for send in (os.killpg, os.kill):  # One that has just begun has no group of its own yet.
        try:
            return send(child, signal.SIGKILL)
        except ProcessLookupError:
            pass


def load(name):
    """Loads a CLI. Gives back what runs it, and the settings that loading it made."""
    program, modules = PROGRAMS[name]
    before = set(os.environ)
    for module in modules:
        importlib.import_module(module)
    sys.argv = [name]
    gc.collect()
    gc.freeze()  # What is loaded stays, and need not be looked at (and so copied) by each command.
    return program, {key: value for key, value in os.environ.items() if key not in before}


def main(path, name):
    program, set_by_loading = load(name)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    os.chmod(path, 0o600)
    listener.listen(64)
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    poller = select.poll()
    for descriptor in (listener.fileno(), ended, sys.stdin.fileno()):
        poller.register(descriptor, select.POLLIN)
    commands = Commands(program, set_by_loading, poller)
    print("ready", flush=True)
    while True:
        # One event at a time: what is done about it may make the next one out of date.
        descriptor = poller.poll()[0][0]
        if descriptor == sys.stdin.fileno():
            return commands.end()
        if descriptor == listener.fileno():
            commands.begin(listener)
        elif descriptor == ended:
            os.read(ended, 65536)
            commands.collect()
        else:
            commands.abandon(descriptor)


if __name__ == "__main__":
    main(*sys.argv[1:])
