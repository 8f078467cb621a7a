"""Runs a CLI again and again without loading it anew. Usage: server.py SOCKET aws|sam

The CLI is loaded once; each command then runs in a process that is forked from this one, with the
arguments, environment, folder and open files of whoever asked. What runs is the CLI's own code, by
the entry point that its own script calls. It ends when its standard input does.
"""

import array
import atexit
import gc
import importlib
import json
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
    """What a client asks for, and its standard streams."""
    size = array.array("i").itemsize
    data, ancillary, _, _ = connection.recvmsg(65536, socket.CMSG_SPACE(3 * size))
    streams = array.array("i")
    for _, _, sent in ancillary:
        streams.frombytes(sent[: len(sent) - len(sent) % size])
    while not data.endswith(b"\n"):
        more = connection.recv(65536)
        if not more:
            raise EOFError
        data += more
    return json.loads(data), list(streams)


def run(program, set_by_loading, asked, streams):
    """Becomes the command that was asked for; does not return."""
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for stream in streams:
        if stream > 2:
            os.close(stream)
    os.environ.clear()
    os.environ.update({**set_by_loading, **asked["env"]})
    os.chdir(asked["cwd"])
    random.seed()
    sys.argv[1:] = asked["args"]
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


def serve(connection, program, set_by_loading):
    """Runs one command, tells its exit code, and ends it when whoever asked is gone."""
    asked, streams = receive(connection)
    child = os.fork()
    if child == 0:
        connection.close()
        run(program, set_by_loading, asked, streams)
    for stream in streams:
        os.close(stream)

    def end_with_client():
        # A client sends nothing more: what comes is its end.
        if not connection.recv(1):
            try:
                os.killpg(child, signal.SIGKILL)
            except ProcessLookupError:
                pass  # It has ended by itself.

    threading.Thread(target=end_with_client, daemon=True).start()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    try:
        connection.sendall(str(code if code >= 0 else 128 - code).encode())
    except BrokenPipeError:
        pass  # Whoever asked is gone.
    os._exit(0)


def main(path, name):
    program, modules = PROGRAMS[name]
    before = set(os.environ)
    for module in modules:
        importlib.import_module(module)
    set_by_loading = {key: value for key, value in os.environ.items() if key not in before}
    sys.argv = [name]
    gc.collect()
    gc.freeze()  # What is loaded stays, and need not be looked at (and so copied) by each command.
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    os.chmod(path, 0o600)
    listener.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # Nobody waits for those that serve.
    print("ready", flush=True)
    while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
        connection, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            serve(connection, program, set_by_loading)
        connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
