"""Drives a running `everyread preview`: edits, reads, attacks, stops it.

usage: preview.py PROGRAM FOLDER [--browser]
FOLDER is a place for everything that is made; XDG_CACHE_HOME is below it.
Prints "ok NAME" or "FAIL NAME" a check."""
import atexit
import glob
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

PROGRAM, FOLDER = sys.argv[1], sys.argv[2]
PATIENCE = 150  # seconds: sanitizers, and a machine that has much to do
SINK = "tests/publications/kitchen-sink"
failed = False


def check(condition, name, details=""):
    global failed
    print(("ok " if condition else "FAIL ") + name, flush=True)
    if not condition:
        failed = True
        for line in str(details).split("\n")[:12]:
            print("  " + line[:200], flush=True)
    return condition


class Preview:
    """A program that runs, and the newest state that it told."""

    def __init__(self, source, *options):
        self.log = open(os.path.join(FOLDER, "preview.log"), "w+b")
        self.process = subprocess.Popen(
            [PROGRAM, "preview", source, *options], stdout=subprocess.PIPE,
            stderr=self.log, start_new_session=True)
        atexit.register(self.stop, signal.SIGKILL)
        self.said = b""
        self.port = 0
        while self.port == 0:
            line = self.process.stdout.readline()
            if line == b"":
                break
            self.said += line
            found = re.search(rb"http://127\.0\.0\.1:(\d+)/", line)
            self.port = int(found[1]) if found else 0
        self.state = {}
        self.states = []
        self.changed = threading.Condition()
        if self.port:
            threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        try:
            link = http.client.HTTPConnection("127.0.0.1", self.port)
            link.request("GET", "/events")
            for line in link.getresponse():
                if line.startswith(b"data: "):
                    with self.changed:
                        self.state = json.loads(line[6:])
                        self.states.append(self.state)
                        self.changed.notify_all()
        except (OSError, http.client.HTTPException):
            pass

    def until(self, what):
        with self.changed:
            return self.changed.wait_for(
                lambda: self.state and what(self.state), PATIENCE)

    def ready(self, build=0):
        """The build after that one, or a later one, is done."""
        return self.until(lambda s: s["build"] > build and s["state"] in
                          ("ready", "broken"))

    def shows(self, build, what):
        """What is true of a build after that one: it may be a later one, for
        a file that is being written can be read in the middle of that."""
        return self.until(lambda s: s["build"] > build and s["state"] in
                          ("ready", "broken") and what())

    def get(self, path, method="GET", body=None, **headers):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        link.putrequest(method, path, skip_host="Host" in headers,
                        skip_accept_encoding=True)
        for name, value in headers.items():
            link.putheader(name.replace("_", "-"), value)
        link.endheaders(body)
        reply = link.getresponse()
        return reply.status, reply.read(), dict(reply.getheaders())

    def edition(self, name):
        return next(e for e in self.state["editions"] if e["name"] == name)

    def address(self, name, start="build"):
        e = self.edition(name)
        return f"/{start}/{e['build']}/{e['file']}"

    def served(self, name):
        return self.get(self.address(name))[1]

    def messages(self):
        lines = self.get("/messages")[1].decode().splitlines()
        return [json.loads(line) for line in lines]

    def stop(self, how=signal.SIGINT):
        if self.process.poll() is not None:
            return self.process.returncode
        os.killpg(self.process.pid, how)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            return "it does not stop"

    def complaints(self):
        self.log.seek(0)
        text = self.log.read().decode(errors="replace")
        return "\n".join(line for line in text.splitlines() if re.search(
            "Sanitizer|runtime error|^==", line))


def copy(name):
    folder = os.path.join(FOLDER, name)
    shutil.copytree(SINK, folder)
    return os.path.join(folder, "publication.xml")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def replace_file(path, text):
    """Save as many editors do: a new file takes the old one's place."""
    write(path + "~new", text)
    os.rename(path + "~new", path)


def profile(folder, rules):
    write(os.path.join(folder, "profiles/our-house.xml"),
          '<profile xmlns="urn:everyread:profile:1" id="our-house" '
          f'extends="easy-read"><what>Ours.</what>{rules}</profile>')


def left_behind():
    return glob.glob(os.path.join(FOLDER, "cache/everyread/preview/.*")) + \
        glob.glob(os.path.join(FOLDER, "cache/everyread/preview*"))


def listing(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder)
                  for name in names)


def test_first(p):
    check(p.ready(), "the first build is done", p.state)
    check(all(e["file"] and not e["old"] for e in p.state["editions"]) and
          len(p.state["editions"]) >= 6, "every edition is there", p.state)
    first = next(s for s in p.states if s["state"] == "sound")
    by_name = {e["name"]: e for e in first["editions"]}
    check(by_name["web"]["file"] and by_name["easy-read"]["file"],
          "the web page and the PDFs do not wait for the sound", first)
    status, page, headers = p.get("/")
    policy = headers.get("Content-Security-Policy", "")
    check(status == 200 and b"<main" in page, "the page is served")
    check("default-src 'none'" in policy and "script-src 'self';" in policy
          and "unsafe" not in policy, "its policy is strict", policy)
    check(headers["Cache-Control"] == "no-store" and
          headers["X-Content-Type-Options"] == "nosniff" and
          headers["Referrer-Policy"] == "no-referrer", "and its headers",
          headers)
    for path in ("/page.css", "/page.js"):
        check(p.get(path)[0] == 200, path + " is served")
    check(p.get("/", "HEAD")[:2] == (200, b""), "HEAD has no body")
    check(p.served("easy-read").startswith(b"%PDF-"), "the PDF is served")
    status, picture, headers = p.get(
        p.address("easy-read", "page") + "?page=1&width=400")
    check(status == 200 and picture.startswith(b"\x89PNG") and
          int.from_bytes(picture[16:20], "big") == 400,
          "a page of it as a picture", status)
    pages = p.edition("easy-read")["pages"]
    for query in (f"?page={pages + 1}&width=400", "?page=0&width=400", "",
                  "?page=1&width=9", "?page=1&width=99999", "?page=x&width=400",
                  "?page=1"):
        status = p.get(p.address("easy-read", "page") + query)[0]
        check(status == 404, f"no picture for \"{query}\"", status)
    sound = p.served("audio")
    status, part, headers = p.get(p.address("audio"), Range="bytes=100-199")
    check(status == 206 and part == sound[100:200] and
          headers["Content-Range"] == f"bytes 100-199/{len(sound)}",
          "a part of the sound", headers)
    check(p.get(p.address("audio"), Range="bytes=-50")[1] == sound[-50:],
          "its last bytes")
    check(p.get(p.address("audio"), Range="bytes=999999999-")[0] == 416,
          "no bytes behind its end")
    check(p.get(p.address("audio"), Range="bytes=5-2")[:2] == (200, sound),
          "a range that is none is not heeded")


def test_refusals(p):
    file = p.address("web")
    number = p.edition("web")["build"]
    for host in ("evil.example", f"evil.example:{p.port}", "127.0.0.1",
                 f"127.0.0.1:{p.port}.evil.example", "", f"127.0.0.1:{p.port} "):
        status = p.get(file, Host=host)[0]
        check(status == 421, f"Host \"{host}\" is refused", status)
    check(p.get(file, Host=f"localhost:{p.port}")[0] == 200, "localhost is fine")
    with socket.create_connection(("127.0.0.1", p.port), 30) as link:
        link.sendall(b"GET / HTTP/1.0\r\n\r\n")
        check(b" 421 " in link.recv(100), "no Host is refused")
    check(p.get(file, Origin="http://evil.example")[0] == 403,
          "another origin is refused")
    check(p.get(file, Origin=f"http://127.0.0.1:{p.port}")[0] == 200,
          "its own origin is not")
    check(p.get(file, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors",
                Sec_Fetch_Dest="image")[0] == 403,
          "a page elsewhere takes nothing")
    check(p.get(file, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate",
                Sec_Fetch_Dest="iframe")[0] == 403, "nor frames it")
    check(p.get(file, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate",
                Sec_Fetch_Dest="document")[0] == 200, "but may link to it")
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
        status = p.get("/", method)[0]
        check(status in (405, 411), method + " is refused", status)
    check(p.get("/", body=b"x" * 100, Content_Length="100")[0] == 413,
          "a body is refused")
    with socket.create_connection(("127.0.0.1", p.port), 60) as link:
        link.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * 40000)
        answer = link.recv(100)
        check(answer == b"" or b" 4" in answer[:14] or b" 5" in answer[:14],
              "a long head is refused", answer)
    outside = os.path.join(FOLDER, "secret.txt")
    write(outside, "secret")
    stage = glob.glob(os.path.join(
        FOLDER, "cache/everyread/preview/.build.stage-*/"))
    check(len(stage) >= 1, "builds are in the cache", left_behind())
    for folder in stage:
        os.symlink(outside, folder + "out.txt")
        os.symlink("/etc", folder + "etc.pdf")
        os.mkfifo(folder + "pipe.txt")
    for path in ("../secret.txt", "..%2f..%2fsecret.txt", "%2e%2e/secret.txt",
                 "./../../../../secret.txt", outside, "/" + outside,
                 "%2f" + outside[1:], "out.txt", "etc.pdf", "pipe.txt", "",
                 ".", "..", "no-such.pdf", "%00", "joint%00.html"):
        for start in ("build", "page"):
            status, body, _ = p.get(f"/{start}/{number}/{path}")
            check(status == 404 and b"secret" not in body,
                  f"/{start}/N/{path.replace(FOLDER, '')} is not there", status)
    for path in ("/build/", f"/build/{number}", "/build/0/x.html",
                 "/build/99999/x.html", "/build/-1/x.html", "/x",
                 "/build/99999999999999999999999/x.html",
                 f"/build/ {number}/x.html".replace(" ", "%20"), "//", "/../"):
        status = p.get(path)[0]
        check(status == 404, path + " is not there", status)
    idle = [socket.create_connection(("127.0.0.1", p.port)) for _ in range(50)]
    check(p.get("/")[0] == 200, "50 who say nothing do not stop it")
    for link in idle:
        link.close()
    listens = subprocess.run(["grep", "-hi", f":{p.port:04X} 0", "/proc/net/tcp",
                              "/proc/net/tcp6"], capture_output=True, text=True)
    check([line.split()[1] for line in listens.stdout.splitlines()
           if line.split()[3] == "0A"] == [f"0100007F:{p.port:04X}"],
          "only this computer can ask", listens.stdout)


def test_edits(p, source):
    folder = os.path.dirname(source)
    good = read(source)
    old = p.state["build"]
    before = {e["name"]: p.get(p.address(e["name"]))[1]
              for e in p.state["editions"]}
    replace_file(source, good.replace("You can see a doctor",
                                      "You can see a gardener"))
    check(p.until(lambda s: s["build"] > old and s["state"] == "sound" and
                  b"gardener" in p.served("web")) and
          b"gardener" not in before["web"],
          "an edit makes a new state: the new words are in the web page",
          p.state)
    check(b"gardener" in p.served("plain-text"), "and in the text")
    check(p.ready(old), "the sound comes too", p.state)
    check(p.served("audio") != before["audio"] and
          p.served("easy-read") != before["easy-read"],
          "sound and PDF are new ones")
    check(b"<audio" in p.served("web"), "the web page has its sound again")

    # the same again: nothing to load
    old, shown = p.state["build"], p.edition("plain-text")["revision"]
    write(source, read(source))
    check(p.shows(old, lambda:
                  p.edition("plain-text")["revision"] == shown),
          "what is the same is not shown anew", p.state)

    # broken
    old = p.state["build"]
    kept = {e["name"]: p.get(p.address(e["name"]))[1]
            for e in p.state["editions"]}
    lines = read(source).split("\n")
    at = next(i for i, line in enumerate(lines) if "</heading>" in line)
    write(source, "\n".join(lines[:at] + [lines[at].replace(
        "</heading>", "</headink>")] + lines[at + 1:]))
    check(p.until(lambda s: s["build"] > old and s["state"] == "broken" and
                  [m for m in p.messages() if m["rule"] == "XML-01"]),
          "a broken source is told of", p.state)
    found = [m for m in p.messages() if m["rule"] == "XML-01"]
    check(len(found) == 1 and found[0]["line"] == at + 1 and
          found[0]["file"] == source, "with its file and line",
          p.messages())
    check(all(p.get(p.address(name))[1] == bytes_ for name, bytes_ in
              kept.items()) and all(e["old"] for e in p.state["editions"]),
          "what worked last is still there", p.state)
    check(p.state["errors"] == 1 and p.process.poll() is None, "it goes on")

    # an error in one edition only: a character that no font has
    old = p.state["build"]
    write(source, good.replace("You can see a doctor",
                               "You can see a \U00013080"))
    check(p.shows(old, lambda: p.state["state"] == "broken" and
                  p.edition("easy-read")["old"] and
                  not p.edition("plain-text")["old"]),
          "an edition that cannot be made stays as it was", p.state)
    old = p.state["build"]
    write(source, good)
    check(p.shows(old, lambda: p.state["state"] == "ready" and
                  not any(e["old"] for e in p.state["editions"])),
          "and is put right", p.state)

    # all that belongs to it
    old = p.state["build"]
    part = os.path.join(folder, "files/part.xml")
    write(part, read(part).replace("of its own", "of its own elsewhere"))
    check(p.shows(old, lambda: b"elsewhere" in p.served("plain-text")),
          "an included file is watched", p.state)
    old, web = p.state["build"], p.served("web")
    picture = os.path.join(folder, "files/map.svg")
    write(picture, read(picture).replace("</svg>", "<path d='M0 0h9v9z'/></svg>"))
    check(p.shows(old, lambda: p.state["state"] == "ready" and
                  p.served("web") != web), "a picture is watched", p.state)
    old = p.state["build"]
    profile(folder, '<rule code="ERP-08" level="off"/>')
    had = [m for m in p.messages() if m["rule"] == "ERP-08"]
    check(had and p.shows(old, lambda: p.state["state"] == "ready" and not
                          [m for m in p.messages() if m["rule"] == "ERP-08"]),
          "a profile is watched", p.messages())
    old, pdf = p.state["build"], p.served("easy-read")
    write(os.path.join(folder, "templates/base.xml"),
          '<template xmlns="urn:everyread:template:1" id="base" '
          'extends="base"><tokens><color id="brand" value="#5B1D4F"/>'
          '</tokens></template>')
    check(p.shows(old, lambda: p.served("easy-read") != pdf and
                  b"#5b1d4f" in p.served("web").lower()),
          "and a template in a new folder", p.messages())

    # many saves in a row
    for i in range(25):
        write(source, good.replace("You can see a doctor", f"You can see {i}"))
        time.sleep(0.03)
    check(p.until(lambda s: s["state"] == "ready" and
                  b"You can see 24" in p.served("plain-text")),
          "the last of many saves is shown", p.messages())
    def stages():
        return glob.glob(os.path.join(FOLDER, "cache/everyread/preview/.*"))
    check(p.until(lambda s: len(stages()) <= 2), "old builds are removed",
          stages())
    write(source, good)


def test_end(p, name):
    status = p.stop()
    check(status == 0, f"{name}: Ctrl-C ends it", status)
    check(left_behind() == [], f"{name}: nothing is left", left_behind())
    check(p.complaints() == "", f"{name}: no complaint", p.complaints())
    alive = subprocess.run(["pgrep", "-s", str(p.process.pid)],
                           capture_output=True, text=True).stdout
    check(alive == "", f"{name}: no process is left", alive)


def test_whole():
    source = copy("publication")
    profile(os.path.dirname(source), "")
    before = listing(os.path.dirname(source))
    p = Preview(source, "--profile", "our-house")
    if not check(p.port, "it starts", p.said):
        return
    test_first(p)
    test_refusals(p)
    check(listing(os.path.dirname(source)) == before,
          "nothing is written beside the publication")
    test_edits(p, source)
    # a second one beside it, and its port
    taken = subprocess.run([PROGRAM, "preview", source, "--port", str(p.port)],
                           capture_output=True, timeout=PATIENCE)
    check(taken.returncode == 3 and b"SERVE-01" in taken.stderr,
          "a port that is taken is told of", taken.stderr.decode())
    second = Preview(source, "--only", "plain-text")
    check(second.ready() and [e["name"] for e in second.state["editions"]] ==
          ["plain-text"], "a second one beside it, with --only", second.state)
    check(second.stop() == 0, "it ends")
    check(p.get("/")[0] == 200 and p.served("web") != b"",
          "and leaves the first alone")
    test_end(p, "at rest")


def test_others():
    source = copy("polled")
    p = Preview(source, "--only", "plain-text,web", "--poll")
    check(p.ready() and p.state["polls"], "--poll starts", p.state)
    old = p.state["build"]
    write(source, read(source).replace("You can see a doctor", "You can fly"))
    check(p.shows(old, lambda: b"You can fly" in p.served("plain-text")),
          "an edit is found without word from the system", p.state)
    test_end(p, "polling")

    p = Preview(source)
    p.until(lambda s: s["state"] == "building")
    test_end(p, "in the middle of a build")

    p = Preview(source)
    p.until(lambda s: s["state"] == "sound")
    p.stop(signal.SIGKILL)
    time.sleep(1)
    check(left_behind() != [], "a killed one leaves its builds")
    write(source, "<broken")
    p = Preview(source)
    check(p.ready() and p.state["state"] == "broken" and
          p.state["editions"] == [], "one that never worked", p.state)
    test_end(p, "after a killed one")

    for arguments, status in (([], 2), (["--port", "x"], 2),
                              (["--port", "70000"], 2), (["a", "b"], 2),
                              (["no-such.xml"], 3), (["--help"], 0)):
        said = subprocess.run([PROGRAM, "preview", *arguments],
                              capture_output=True, timeout=PATIENCE)
        check(said.returncode == status, f"preview {' '.join(arguments)}",
              said.stderr.decode())


def test_browser():
    source = copy("browser")
    p = Preview(source)
    check(p.ready(), "it is ready for the browser", p.state)
    done = subprocess.run(
        ["node", "tests/browser/preview.mjs", f"http://127.0.0.1:{p.port}/",
         source], timeout=600, capture_output=True, text=True)
    print(done.stdout, end="")
    check(done.returncode in (0, 1) and done.stdout.count("\nok ") > 25,
          "the browser has done all its checks", done.stderr)
    test_end(p, "after the browser")
    return done.returncode != 0


if sys.argv[3:] == ["--browser"]:
    failed = test_browser() or failed
else:
    test_whole()
    test_others()
sys.exit(1 if failed else 0)
