/** Methods about the server itself. */
import { libraryOf } from '../library/api-song.ts';
import type { Endpoint } from './call.ts';

/** Extensions of OpenSubsonic, with their versions. */
const EXTENSIONS = { sonicSimilarity: [1], apiKeyAuthentication: [1], formPost: [1] };

/** Roles of a user, who may listen and change nothing. */
const ROLES = {
  scrobblingEnabled: false,
  adminRole: false,
  settingsRole: false,
  downloadRole: true,
  uploadRole: false,
  playlistRole: false,
  coverArtRole: false,
  commentRole: false,
  podcastRole: false,
  streamRole: true,
  jukeboxRole: false,
  shareRole: false,
};
const NAME = 'tonearm';

export const SYSTEM: Readonly<Record<string, Endpoint>> = {
  ping: async () => ({}),
  getLicense: async () => ({ license: { valid: true } }),
  getOpenSubsonicExtensions: async () => ({
    openSubsonicExtensions: Object.entries(EXTENSIONS).map(([name, versions]) => ({ name, versions })),
  }),
  tokenInfo: async () => ({ tokenInfo: { username: NAME } }),
  getUser: async ({ parameters }) => ({ user: { username: parameters.text('username') ?? NAME, ...ROLES } }),
  getScanStatus: async (call) => {
    const { scans, catalogue } = libraryOf(call.services);
    await catalogue.refresh();
    return { scanStatus: { scanning: scans.state !== null, count: await catalogue.count() } };
  },
};
