"""Asks a server of Subsonic by two clients from PyPI, and prints what they read as JSON."""
import asyncio
import json
import sys

import libopensonic
import libsonic

port, token = int(sys.argv[1]), sys.argv[2]


async def streamed(song, **way):
    client = libopensonic.AsyncConnection("http://127.0.0.1", port=port, **way)
    body = await (await client.stream(song)).read()
    await client.cleanup()
    return body


def by_opensonic(**way):
    client = libopensonic.Connection("http://127.0.0.1", port=port, **way)
    artists = client.get_artists()
    by_index = [artist for index in artists.index for artist in index.artist]
    artist = client.get_artist(next(a.id for a in by_index if a.name == "Ünder"))
    album = client.get_album(artist.album[0].id)
    song = album.song[0]
    near = client.get_sonic_similar_tracks(song.id, count=3)
    path = client.find_sonic_path(song.id, near[-1].entry.id, count=4)
    playlists = client.get_playlists()
    return {
        "ping": client.ping(),
        "title": song.title,
        "genre": song.genre,
        "moods": song.moods,
        "bytes": len(asyncio.run(streamed(song.id, **way))),
        "near": [{"id": match.entry.id, "similarity": match.similarity} for match in near],
        "path": [match.entry.id for match in path],
        "found": [found.id for found in client.search3("Ünder").song],
        "playlist": [entry.id for entry in client.get_playlist(playlists[0].id).entry],
    }


def by_sonic():
    client = libsonic.Connection("http://127.0.0.1", "me", token, port=port)
    indexes = client.getArtists()["artists"]["index"]
    artist = next(a for index in indexes for a in index["artist"] if a["name"] == "Ünder")
    album = client.getArtist(artist["id"])["artist"]["album"][0]
    song = client.getAlbum(album["id"])["album"]["song"][0]
    return {
        "ping": client.ping(),
        "title": song["title"],
        "bytes": len(client.stream(song["id"]).read()),
        "cover": len(client.getCoverArt(song["coverArt"]).read()),
        "similar": [s["id"] for s in client.getSimilarSongs2(song["id"], 3)["similarSongs2"]["song"]],
    }


def refused():
    client = libopensonic.Connection("http://127.0.0.1", username="me", password="wrong", port=port)
    try:
        client.get_artists()
    except Exception as error:
        return type(error).__name__
    return None


answers = {
    "opensonic": by_opensonic(username="me", password=token),
    "opensonicKey": by_opensonic(api_key=token),
    "sonic": by_sonic(),
    "refused": refused(),
}
print(json.dumps(answers))
