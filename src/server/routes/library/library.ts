import type { FastifyPluginAsync } from 'fastify';
import type { Services } from '../../services.ts';
import { corrections } from './corrections.ts';
import { exports } from './export.ts';
import { files } from './files.ts';
import { genreTimeline } from './genre-timeline.ts';
import { inbox } from './inbox.ts';
import { keptPlaylists } from './kept-playlists.ts';
import { map } from './map.ts';
import { playlists } from './playlists.ts';
import { scans } from './scans.ts';
import { songs } from './songs.ts';
import { tags } from './tags.ts';
import { training } from './training.ts';
import { wishes } from './wishes.ts';

/** Routes `/api/library`: on a server without a library, each of them says how to get one. */
export const library: FastifyPluginAsync<Services> = async (app, services) => {
  const routes = [
    songs,
    files,
    genreTimeline,
    map,
    wishes,
    playlists,
    keptPlaylists,
    tags,
    corrections,
    inbox,
    training,
    scans,
    exports,
  ];
  for (const route of routes) await app.register(route, services);
};
