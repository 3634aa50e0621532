"""The real Supysonic over a folder of music, with a user "me": prints its port, and answers until it is ended."""
import sys

from supysonic.db import close_connection, open_connection
from supysonic.managers.folder import FolderManager
from supysonic.managers.user import UserManager
from supysonic.scanner import Scanner
from werkzeug.serving import WSGIRequestHandler, make_server

work, music, password = sys.argv[1:4]


class Config:
    DEBUG = False
    TESTING = False
    BASE = {"database_uri": f"sqlite:///{work}/supysonic.db", "scanner_extensions": None, "follow_symlinks": False}
    WEBAPP = {
        "cache_dir": f"{work}/cache",
        "cache_size": 16,
        "transcode_cache_size": 16,
        "log_file": None,
        "log_level": "ERROR",
        "log_rotate": False,
        "mount_webui": False,
        "mount_api": True,
        "index_ignored_prefixes": "The",
        "online_lyrics": False,
    }
    DAEMON = {"socket": f"{work}/supysonic.sock", "run_watcher": False, "wait_delay": 5, "jukebox_command": None}
    TRANSCODING = {}
    MIMETYPES = {}


class Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


def main():
    from supysonic.web import create_application

    application = create_application(Config)
    open_connection()
    UserManager.add("me", password)
    FolderManager.add("music", music)
    scanner = Scanner()
    scanner.queue_folder("music")
    scanner.run()
    close_connection()
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()


main()
