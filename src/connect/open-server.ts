import { JellyfinServer } from './jellyfin-server.ts';
import type { Credentials, MediaServer, ServerKind } from './media-server.ts';
import { ServerConnection } from './server-connection.ts';
import { SubsonicServer } from './subsonic-server.ts';

/** @param seconds an answer may take; default 60. @throws bad-request for what is no address */
export function openServer(
  kind: ServerKind,
  address: string,
  credentials: Credentials,
  seconds?: number,
): MediaServer {
  const connection = new ServerConnection(address, seconds);
  return kind === 'jellyfin'
    ? new JellyfinServer(connection, credentials)
    : new SubsonicServer(connection, credentials);
}
