/**
 * Migrations from an empty file to the current tables. Never changed once released; new ones go to the end. A
 * further column of songs needs none: `columns.ts` is enough.
 */

import { snakeCase } from '../columns/names.ts';
import { COLUMN_NAMES, columnOf } from '../columns/song-columns.ts';

export const MIGRATIONS: readonly string[] = [
  `
  create table songs (
    id integer primary key,
    content_hash text not null unique,
    analysis text not null,
    duration_seconds real,
    title text, artist text, album text, album_artist text, year integer, track integer,
    tagged_genres text, has_cover integer,
    genre text, confidence real, unsure integer, ranking text, model_name text, model_version text,
    tempo real, vector blob, fingerprint blob,
    error_code text, error_message text
  );
  create table files (
    path text primary key,
    size integer not null,
    modified_ms real not null,
    content_hash text references songs (content_hash),
    error_code text, error_message text
  ) without rowid;
  create index files_by_content on files (content_hash);
  create index songs_by_genre on songs (genre, tempo);
  `,
  // Which songs changed since somebody looked: every change of a song or of its files raises its revision.
  `
  create table song_changes (song_id integer primary key, revision integer not null unique);
  insert into song_changes select id, row_number() over (order by id) from songs;
  create trigger song_inserted after insert on songs begin
    insert into song_changes values (new.id, (select coalesce(max(revision), 0) + 1 from song_changes))
    on conflict (song_id) do update set revision = excluded.revision;
  end;
  create trigger song_updated after update on songs begin
    insert into song_changes values (new.id, (select coalesce(max(revision), 0) + 1 from song_changes))
    on conflict (song_id) do update set revision = excluded.revision;
  end;
  create trigger song_deleted after delete on songs begin
    insert into song_changes values (old.id, (select coalesce(max(revision), 0) + 1 from song_changes))
    on conflict (song_id) do update set revision = excluded.revision;
  end;
  create trigger file_inserted after insert on files begin
    insert into song_changes select id, (select coalesce(max(revision), 0) + 1 from song_changes)
    from songs where content_hash = new.content_hash
    on conflict (song_id) do update set revision = excluded.revision;
  end;
  create trigger file_deleted after delete on files begin
    insert into song_changes select id, (select coalesce(max(revision), 0) + 1 from song_changes)
    from songs where content_hash = old.content_hash
    on conflict (song_id) do update set revision = excluded.revision;
  end;
  create trigger file_moved after update of content_hash on files
  when new.content_hash is not old.content_hash begin
    insert into song_changes select id, (select coalesce(max(revision), 0) + 1 from song_changes)
    from songs where content_hash = old.content_hash
    on conflict (song_id) do update set revision = excluded.revision;
    insert into song_changes select id, (select coalesce(max(revision), 0) + 1 from song_changes)
    from songs where content_hash = new.content_hash
    on conflict (song_id) do update set revision = excluded.revision;
  end;
  create index songs_failed on songs (content_hash) where error_code is not null;
  create index files_failed on files (path) where error_code is not null;
  `,
  // Failures that lay with the machine are tried again, a few times.
  'alter table songs add column attempts integer not null default 0',
  // Songs of none of the genres that the model knows.
  'alter table songs add column outside integer not null default 0',
  // One name for it everywhere.
  'alter table songs rename column tempo to beats_per_minute',
  // What people said of songs, every word of it, and the answers that follow.
  `
  create table corrections (
    id integer primary key,
    content_hash text not null,
    genre text,
    withdrawn integer not null default 0,
    said_at text not null,
    said_by text not null,
    batch text not null
  );
  create index corrections_by_content on corrections (content_hash, id);
  create index corrections_by_batch on corrections (batch);
  create table taught (content_hash text primary key, genre text, songs integer not null) without rowid;
  create trigger taught_inserted after insert on taught begin
    insert into song_changes select id, (select coalesce(max(revision), 0) + 1 from song_changes)
    from songs where content_hash = new.content_hash
    on conflict (song_id) do update set revision = excluded.revision;
  end;
  create trigger taught_updated after update on taught begin
    insert into song_changes select id, (select coalesce(max(revision), 0) + 1 from song_changes)
    from songs where content_hash = new.content_hash
    on conflict (song_id) do update set revision = excluded.revision;
  end;
  create trigger taught_deleted after delete on taught begin
    insert into song_changes select id, (select coalesce(max(revision), 0) + 1 from song_changes)
    from songs where content_hash = old.content_hash
    on conflict (song_id) do update set revision = excluded.revision;
  end;
  create trigger corrections_follow after update of content_hash on files
  when new.content_hash is not old.content_hash
    and (select fingerprint from songs where content_hash = new.content_hash)
      = (select fingerprint from songs where content_hash = old.content_hash)
    and not exists (select 1 from corrections where content_hash = new.content_hash)
  begin
    insert into corrections (content_hash, genre, withdrawn, said_at, said_by, batch)
      select new.content_hash, genre, withdrawn, said_at, said_by, batch
      from corrections where content_hash = old.content_hash order by id;
    insert or ignore into taught
      select new.content_hash, genre, songs from taught where content_hash = old.content_hash;
  end;
  `,
  // Playlists that are kept.
  'create table playlists (id integer primary key, title text not null, songs text not null, rule text, changed_at text not null)',
];

/** Columns of `songs` by the current table of columns: an older library gets those that it lacks. */
export const SONG_COLUMNS = COLUMN_NAMES.map((name) => ({
  name: snakeCase(name),
  type: columnOf(name).kind.sql,
}));
