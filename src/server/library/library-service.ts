/** Library service: nothing outside of the operator's folders is revealed, read or written. */
import { basename } from 'node:path';
import { TonearmError } from '../../errors.ts';
import type { FolderRuleOptions } from '../../jobs/folder-rules.ts';
import { realPathOf, resolveFolders } from '../../jobs/named-paths.ts';
import { pathIn, slashedFrom } from '../../jobs/path-rules.ts';
import { isBelow } from '../../library/below.ts';
import type { Catalogue, Summary } from '../../library/catalogue/catalogue.ts';
import { type CopyGroup, copyGroups } from '../../library/catalogue/copies.ts';
import { catalogueOf } from '../../library/catalogue/open-catalogue.ts';
import { type CoverPool, openCoverPool } from '../../library/covers/cover.ts';
import { isBelowAny } from '../../library/covers/open-within.ts';
import { perRevision } from '../../library/per-revision.ts';
import { listFailures } from '../../library/scan/failures.ts';
import type { Entry } from '../../library/songs/entry.ts';
import { dialectOf, wireOf } from '../../library/store/dialect.ts';
import { type Library, openLibrary } from '../../library/store/store.ts';
import type { FileName } from '../library-schema.ts';
import { GenreTimelines } from './genre-timelines.ts';
import { Jobs } from './jobs.ts';
import { MapAnswers } from './map-answer.ts';
import { Reanalysis } from './reanalysis.ts';
import { Scans } from './scans.ts';
import { type SongInSpace, spaceAround } from './space-around.ts';
import { TagService } from './tag-service.ts';
import { Training } from './training.ts';
import { Upkeep, type UpkeepOptions } from './upkeep.ts';

export interface LibraryOptions extends FolderRuleOptions, UpkeepOptions {
  /** Location of the library: a file, or the address of its database; created if missing. */
  file: string;
  /** Music folders, at least one. */
  folders: readonly string[];
  /** Whether tags may be written into the files. Default false. */
  writable?: boolean;
  /** Longest wait of a request for another program that holds the library; default: see `openLibrary`. */
  readonly waitMs?: number;
}

export interface Folder {
  readonly id: number;
  /** Name shown to clients. */
  readonly name: string;
  /** Real path, never revealed. */
  readonly root: string;
}

export interface FileCounts {
  readonly files: number;
  readonly failed: number;
}

interface FileState {
  readonly catalogue: Catalogue;
  revision: string;
}

const countFiles = perRevision(async ({ catalogue }: FileState): Promise<FileCounts> => {
  const { total } = await listFailures(catalogue.library, { limit: 0 }, catalogue.folders);
  return { files: await catalogue.files(), failed: total };
});

export class LibraryService {
  readonly file: string;
  readonly folders: readonly Folder[];
  readonly writable: boolean;
  readonly library: Library;
  readonly catalogue: Catalogue;
  readonly maps: MapAnswers;
  readonly covers: CoverPool = openCoverPool();
  readonly jobs: Jobs;
  readonly tags = new TagService(this);
  readonly training = new Training(this);
  readonly genreTimelines = new GenreTimelines(this);
  readonly reanalysis: Reanalysis;
  /** Rules that exclude files from the folders. */
  readonly rules: FolderRuleOptions;
  readonly scans = new Scans(this);
  readonly upkeep: Upkeep;

  #lacks: Promise<readonly string[]> | undefined;
  /** Files of the library; its revision changes with every change, also those of files without a song. */
  readonly #files: FileState;

  private constructor(
    { file, writable = false, exclude, includeHidden, ...upkeep }: LibraryOptions,
    folders: readonly Folder[],
    library: Library,
  ) {
    this.rules = { exclude, includeHidden };
    this.file = file;
    this.writable = writable;
    this.folders = folders;
    this.library = library;
    this.jobs = new Jobs(wireOf(library));
    this.catalogue = catalogueOf(library, { folders: this.roots });
    this.maps = new MapAnswers(this.catalogue);
    this.reanalysis = new Reanalysis(library, this.roots);
    this.upkeep = new Upkeep(this, upkeep);
    this.#files = { catalogue: this.catalogue, revision: '' };
  }

  /** @throws not-found, bad-request for a folder that is none, or a file that is no library. */
  static async open(options: LibraryOptions): Promise<LibraryService> {
    const roots = await resolveFolders(options.folders);
    const outermost = roots.filter((root) => !isBelowAny(root, roots));
    const folders = outermost.map((root, id) => ({ id, name: basename(root) || root, root }));
    const library = new LibraryService(options, folders, await openLibrary(options.file, options));
    // The first page shall not wait for all of it; who asks is told what goes wrong.
    void library.catalogue.tend().catch(() => {});
    return library;
  }

  /** Real paths. */
  get roots(): string[] {
    return this.folders.map(({ root }) => root);
  }

  /** Name of a path for clients. */
  nameOf(path: string): FileName {
    const folder = this.folders.find(({ root }) => isBelowAny(path, [root]));
    if (!folder) return { name: basename(path), folder: 0 };
    return { name: slashedFrom(folder.root, path), folder: folder.id };
  }

  /** Entry of a song, refreshed. @throws not-found */
  async entry(id: number): Promise<Entry> {
    await this.catalogue.refresh();
    const entry = await this.catalogue.entry(id);
    if (entry) return entry;
    throw new TonearmError(
      'not-found',
      'Expected a song of this library, got a number that none of them has.',
    );
  }

  /** Summary, cached until the library changes. */
  async summary(): Promise<Summary> {
    await this.catalogue.refresh();
    return this.catalogue.summary();
  }

  /** Number of songs. */
  async count(): Promise<number> {
    await this.catalogue.refresh();
    return this.catalogue.count();
  }

  /** Number of files, and of those without a song; cached until the library changes. */
  async fileCounts(): Promise<FileCounts> {
    this.#files.revision = await dialectOf(this.library).state(this.library);
    return countFiles(this.#files);
  }

  /** Missing extensions of the database when this server first checked, with the remedy. */
  async lacks(): Promise<readonly string[]> {
    this.#lacks ??= dialectOf(this.library).lacks(this.library);
    this.#lacks.catch(() => {
      this.#lacks = undefined;
    });
    return this.#lacks;
  }

  /** Groups of files that are one recording; cached until the library changes, computed one at a time. */
  async copies(): Promise<readonly CopyGroup[]> {
    await this.catalogue.refresh();
    return copyGroups(this.catalogue);
  }

  /** Place of a song, with at least `count` neighbours. @throws not-found */
  async placeOf(id: number, count: number): Promise<SongInSpace> {
    return spaceAround(this.catalogue, await this.entry(id), count);
  }

  /** @throws not-found where a folder is not there any more, or has become a link to somewhere else. */
  async checkFolders(): Promise<void> {
    for (const { name, root } of this.folders) {
      const real = await realPathOf(root);
      if (real === root) continue;
      throw new TonearmError(
        'not-found',
        `Expected the folder ${JSON.stringify(name)}, got none: is its disk connected?`,
      );
    }
  }

  /** Files with a content, in order of name. */
  async pathsOf(contentHash: string): Promise<string[]> {
    const rows = await this.library
      .selectFrom('files')
      .select('path')
      .where('contentHash', '=', contentHash)
      .where(isBelow(this.roots))
      .orderBy('path')
      .execute();
    return rows.map(({ path }) => path);
  }

  /** Path of a file by its name. @throws not-found for one that is not below the folders */
  pathOf({ name, folder }: FileName): string {
    const root = this.folders[folder]?.root;
    const path = root === undefined ? undefined : pathIn(root, name);
    if (path !== undefined && isBelowAny(path, [root])) return path;
    throw new TonearmError('not-found', 'Expected a file of this library, got another.');
  }

  async close(): Promise<void> {
    await this.upkeep.stop();
    await this.jobs.close();
    await this.reanalysis.stop();
    await this.genreTimelines.close();
    await this.covers.close();
    await this.library.destroy();
  }
}
