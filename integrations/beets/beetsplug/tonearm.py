"""Genre, mood, tempo and key from Tonearm: on import, and for what is in the library already.

Only what Tonearm is sure of is kept, and what a person or another plugin has set stays, unless `force` says
otherwise. Tonearm is asked over HTTP (`tonearm serve`) or, where `command` is set, by its command line.
"""

import json
import os
import shlex
import subprocess
import time
import urllib.error
import urllib.request

import mediafile
from beets import ui
from beets.plugins import BeetsPlugin
from beets.util import displayable_path, syspath

DEFAULTS = {
    "auto": True,
    "url": "http://127.0.0.1:8080",
    "token": "",
    "command": "",
    "force": False,
    "fields": ["genre", "mood", "bpm", "initial_key"],
    "timeout": 600,
    # Confidences from which on tempo and key are kept.
    "bpm_confidence": 0.7,
    "key_confidence": 0.7,
}
# A server that is full says when to come back; it is asked so often.
ATTEMPTS = 5
LONGEST_WAIT_SECONDS = 30


class TonearmError(Exception):
    """What went wrong, in words."""


class TonearmAway(TonearmError):
    """Nobody answers: there is no use in asking for the next song."""


class TonearmPlugin(BeetsPlugin):
    def __init__(self):
        super().__init__()
        self.config.add(DEFAULTS)
        self.config["token"].redact = True
        self._is_away = False
        # beets knows the others by itself.
        if not hasattr(mediafile.MediaFile, "mood"):
            self.add_media_field(
                "mood",
                mediafile.MediaField(
                    mediafile.MP3StorageStyle("TMOO"),
                    mediafile.MP4StorageStyle("----:com.apple.iTunes:MOOD"),
                    mediafile.StorageStyle("MOOD"),
                    mediafile.ASFStorageStyle("WM/Mood"),
                ),
            )
        if self.config["auto"].get(bool):
            self.import_stages = [self.imported]

    def commands(self):
        command = ui.Subcommand("tonearm", help="genre, mood, tempo and key by listening")
        command.parser.add_option(
            "-f", "--force", action="store_true", help="overwrite what is there"
        )
        command.parser.add_option(
            "-p", "--pretend", action="store_true", help="show what would change, and change nothing"
        )

        def run(lib, options, words):
            force = options.force or self.config["force"].get(bool)
            self.hear_all(lib.items(words), force, ui.should_write(), options.pretend)

        command.func = run
        return [command]

    def imported(self, session, task):
        force = self.config["force"].get(bool)
        # beets writes the files of an import by itself, after its stages.
        self.hear_all(task.imported_items(), force, write=False)

    def hear_all(self, items, force, write, pretend=False):
        for item in items:
            if self._is_away:
                return
            wanted = [name for name in self.config["fields"].as_str_seq() if force or not value_of(item, name)]
            if not wanted:
                continue
            try:
                answer = self.ask(item.path)
            except TonearmAway as error:
                self._is_away = True
                self._log.warning("{}", error)
                return
            except TonearmError as error:
                self._log.warning("{}: {}", displayable_path(item.path), error)
                continue
            found = {name: value for name, value in self.claims(answer).items() if name in wanted}
            self._log.info("{}: {}", displayable_path(item.path), found or "nothing that is sure")
            if pretend or not found:
                continue
            for name, value in found.items():
                set_value(item, name, value)
            item.store()
            if write:
                item.try_write()

    def claims(self, answer):
        """What an answer is sure of, by the names of beets."""
        found = {}
        heard = answer.get("description") or {}
        if not answer.get("unsure") and not answer.get("outside"):
            found["genre"] = answer["genre"]
        mood = heard.get("mood")
        if mood and not mood["unsure"]:
            found["mood"] = mood["quadrant"]
        tempo = heard.get("tempo")
        if tempo and tempo["confidence"] >= self.config["bpm_confidence"].as_number():
            found["bpm"] = round(tempo["beatsPerMinute"])
        key = heard.get("key")
        if key and key["confidence"] >= self.config["key_confidence"].as_number():
            found["initial_key"] = key["tonic"] + ("m" if key["mode"] == "minor" else "")
        return found

    def ask(self, path):
        command = self.config["command"].as_str()
        return self.ask_command(command, path) if command else self.ask_server(path)

    def ask_command(self, command, path):
        words = [*shlex.split(command), "classify", "--json", "--describe", "--", os.fsdecode(path)]
        try:
            done = subprocess.run(
                words, capture_output=True, text=True, timeout=self.config["timeout"].as_number()
            )
            answer = json.loads(done.stdout.strip().splitlines()[-1])
        except FileNotFoundError:
            raise TonearmAway(f"The command {words[0]!r} is not there. Name it in tonearm.command.") from None
        except subprocess.TimeoutExpired:
            raise TonearmError("Tonearm took too long.") from None
        except (ValueError, IndexError):
            last = done.stderr.strip().splitlines()[-1:] or ["Tonearm gave no answer."]
            raise TonearmError(last[0]) from None
        if "genre" not in answer:
            problem = answer.get("error") or answer
            raise TonearmError(problem.get("message", "Tonearm gave no answer."))
        return answer

    def ask_server(self, path):
        for attempt in range(ATTEMPTS):
            try:
                return self.upload(path)
            except urllib.error.HTTPError as error:
                if error.code in (429, 503) and attempt < ATTEMPTS - 1:
                    wait = error.headers.get("retry-after", "2")
                    time.sleep(min(LONGEST_WAIT_SECONDS, int(wait) if wait.isdigit() else 2))
                    continue
                raise refusal(error) from None
            except (urllib.error.URLError, OSError) as error:
                url = self.config["url"].as_str()
                reason = getattr(error, "reason", error)
                raise TonearmAway(f"Nobody answers at {url} ({reason}). Start it with: tonearm serve") from None
            except ValueError:
                raise TonearmAway(f"What answers at {self.config['url'].as_str()} is not Tonearm.") from None
        raise TonearmError("Tonearm is busy.")

    def upload(self, path):
        headers = {"Content-Type": "application/octet-stream"}
        token = self.config["token"].as_str()
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = self.config["url"].as_str().rstrip("/") + "/api/classifications?describe=true"
        try:
            song = open(syspath(path), "rb")
        except OSError as error:
            raise TonearmError(error.strerror or str(error)) from None
        with song:
            headers["Content-Length"] = str(os.fstat(song.fileno()).st_size)
            request = urllib.request.Request(url, data=song, headers=headers)
            timeout = self.config["timeout"].as_number()
            with urllib.request.urlopen(request, timeout=timeout) as response:
                answer = json.load(response)
        if not isinstance(answer, dict) or "genre" not in answer:
            raise ValueError("no answer of Tonearm")
        return answer


def refusal(error):
    if error.code == 401:
        return TonearmAway("Tonearm asks for its access token: set tonearm.token to it.")
    try:
        problem = json.load(error)
        return TonearmError(f"{problem['title']}: {problem['detail']}")
    except (ValueError, KeyError, TypeError):
        return TonearmAway(f"What answers there is not Tonearm (status {error.code}).")


def value_of(item, name):
    return item.get(field_of(item, name))


def set_value(item, name, value):
    field = field_of(item, name)
    item[field] = [value] if field == "genres" else value


def field_of(item, name):
    """Newer versions of beets have a list of genres."""
    return "genres" if name == "genre" and "genres" in item._fields else name
