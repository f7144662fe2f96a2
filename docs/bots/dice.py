"""A bot that throws dice. Python 3.9 or newer, nothing to install."""
import json
import os
import random
import time
import urllib.error
import urllib.request

SITE = os.environ["GUILDHALL_URL"].rstrip("/")
COMMUNITY = os.environ["GUILDHALL_COMMUNITY"]
TOKEN = os.environ["GUILDHALL_TOKEN"]


def ask(method, path, body=None, headers=None):
    """Opens an answer of the API; the caller reads it."""
    request = urllib.request.Request(SITE + path, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Authorization", "Bearer " + TOKEN)
    if body is not None:
        request.add_header("Content-Type", "application/json")
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    return urllib.request.urlopen(request, timeout=60)


def answer(event, data):
    """Answers by the ticket, within three seconds."""
    sides = int(data["options"].get("sides", 6)) if event == "bots.command_used" else 6
    if not 2 <= sides <= 1000:
        body = {"message": "A die has 2 to 1000 sides.", "visibility": "asker"}
    else:
        body = {"message": f"🎲 {random.randint(1, sides)}", "visibility": "everyone",
                "buttons": [{"label": "Throw again", "action": "again", "style": "primary"}]}
    try:
        ask("POST", f"/api/interactions/{data['ticket']}/answer", body).close()
    except urllib.error.HTTPError as refused:  # 410: too late, 409: answered before
        print("not answered:", refused.code, flush=True)


def listen(last):
    """Reads events until the stream ends. Gives the id of the last one, after which the next stream goes on."""
    name, data = "", ""
    with ask("GET", "/api/events", headers={"Accept": "text/event-stream", **({"Last-Event-ID": last} if last else {})}) as stream:
        for raw in stream:
            line = raw.decode().rstrip("\r\n")
            if line.startswith("id: "):
                last = line[4:]
            elif line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                data = line[6:]
            elif line == "" and name:
                if name == "open":
                    print("listening", flush=True)
                elif name == "over":  # the token was revoked
                    raise SystemExit("The token works no longer.")
                elif name in ("bots.command_used", "bots.button_pressed"):
                    answer(name, json.loads(data)["data"])
                name = ""
    return last


ask("PUT", f"/api/communities/{COMMUNITY}/bots/me/commands", {"commands": [{
    "name": "dice", "description": "Throws a die", "options": [
        {"name": "sides", "description": "6 if you don't say", "kind": "number"}]}]}).close()
seen = None
while True:
    try:
        seen = listen(seen)
    except urllib.error.HTTPError as refused:
        if refused.code in (401, 403, 404):
            raise
    except OSError:
        pass  # the line broke, or the site restarts
    time.sleep(2)
