# tonearm serve &  python3 examples/ask-a-server.py song.mp3: needs nothing beside Python 3.8.
# TONEARM_URL and TONEARM_TOKEN name another server.
import json
import os
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

server = os.environ.get("TONEARM_URL", "http://127.0.0.1:8080")
token = os.environ.get("TONEARM_TOKEN")
headers = {"Content-Type": "application/octet-stream"}
if token:
    headers["Authorization"] = "Bearer " + token

with open(sys.argv[1], "rb") as song:
    headers["Content-Length"] = str(os.fstat(song.fileno()).st_size)
    request = Request(server + "/api/classifications?describe=true", data=song, headers=headers)
    try:
        answer = json.load(urlopen(request))
    except HTTPError as error:
        problem = json.load(error)
        sys.exit("{title}: {detail}".format(**problem))

print("not sure" if answer["unsure"] else answer["genre"], format(answer["confidence"], ".2f"))
for place in answer["ranking"][:3]:
    print(" ", place["genre"], format(place["probability"], ".2f"))
