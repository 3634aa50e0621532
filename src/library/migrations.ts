/** The steps from an empty file to today's tables. Never changed once released; new ones go to the end. */
import type Database from 'libsql';
import { BadRequest } from '../errors.ts';

const MIGRATIONS: readonly string[] = [
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
];

/**
 * Brings a database up to date, one process at a time.
 * @throws BadRequest where a newer Tonearm made it.
 */
export function migrate(database: Database.Database): void {
  if (versionOf(database) === MIGRATIONS.length) return;
  database.exec('begin immediate');
  try {
    const version = versionOf(database);
    if (version > MIGRATIONS.length) {
      throw new BadRequest(`Expected a library of version ${MIGRATIONS.length} at most, got ${version}.`);
    }
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.exec(`pragma user_version = ${MIGRATIONS.length}`);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

function versionOf(database: Database.Database): number {
  const [row] = database.prepare('pragma user_version').all([]) as { user_version: number }[];
  return row.user_version;
}
