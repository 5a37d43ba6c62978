"""Talks to a supervisor's control socket by means of the PyPI package 'varlink', a client that is not ours.

Usage: python3 peer.py SOCKET HOST

HOST is a host that the supervisor knows and that may be paused for a moment; it must not know 'no-such-host'.
Prints 'ok' and exits with 0 if everything is as the interface says.
"""

import json
import subprocess
import sys

import varlink

INTERFACE = "org.dockhost.Supervisor"
SERVICE = "org.varlink.service"


def expect_error(name, call):
    try:
        call()
    except varlink.VarlinkError as error:
        assert error.error() == name, error
        return error.parameters()
    raise AssertionError(f"expected {name}")


def introspect(client):
    assert sorted(client.get_interfaces()) == [INTERFACE, SERVICE]
    assert all(client.info[key] for key in ("vendor", "product", "version")), client.info
    assert client.info["url"] == "", client.info
    for name in (INTERFACE, SERVICE):
        assert client.get_interface(name).name == name
    expect_error(SERVICE + ".InterfaceNotFound", lambda: client.get_interface("org.example.none"))


def read(connection, host):
    hosts = connection.GetStatus()["hosts"]
    assert host in [each["name"] for each in hosts], hosts
    assert [each["name"] for each in connection.GetStatus(host)["hosts"]] == [host]
    assert connection.GetStatus(host=None)["hosts"]
    assert isinstance(connection.GetSettings()["toml"], str)


def provoke(connection):
    parameters = expect_error(INTERFACE + ".NoSuchHost", lambda: connection.GetStatus("no-such-host"))
    assert parameters == {"host": "no-such-host"}, parameters
    expect_error(SERVICE + ".ExpectedMore", connection.Monitor)


def act(connection, host):
    assert connection.Pause(host, _oneway=True) is None
    assert connection.Pause(host)["host"]["paused"] is True
    *_, last = connection.Resume(host, _more=True)
    assert last["host"]["paused"] is False, last


def monitor(client, host):
    with client.open(INTERFACE) as watching, client.open(INTERFACE) as acting:
        news = watching.Monitor(host, _more=True)
        first = next(news)
        assert first["sequence"] == 1 and [each["name"] for each in first["hosts"]] == [host], first
        acting.Pause(host)
        sequence, paused = 1, False
        while not paused:
            later = next(news)
            assert later["sequence"] == sequence + 1, later
            sequence, paused = later["sequence"], later["hosts"][0]["paused"]
        acting.Resume(host)


def use_command_line(address, host):
    def run(*arguments):
        command = [sys.executable, "-m", "varlink.cli", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout

    assert INTERFACE in run("info", address)
    assert "method GetStatus" in run("help", f"{address}/{INTERFACE}")
    reply = run("call", f"{address}/{INTERFACE}.GetStatus", json.dumps({"host": host}))
    assert json.loads(reply)["hosts"][0]["name"] == host, reply


def main():
    path, host = sys.argv[1:]
    address = "unix:" + path
    client = varlink.Client(address)
    introspect(client)
    with client.open(INTERFACE) as connection:
        read(connection, host)
        provoke(connection)
        act(connection, host)
        read(connection, host)
    monitor(client, host)
    use_command_line(address, host)
    print("ok")


main()
