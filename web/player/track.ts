import type { Prediction } from '../../src/classify/prediction.ts';
import type { LibrarySong } from '../../src/server/library-schema.ts';

/** Playable track with its metadata. */
export interface Track {
  /** Key of the track. */
  readonly key: string;
  readonly title: string;
  readonly artist?: string | undefined;
  readonly album?: string | undefined;
  /** The page that tells more. */
  readonly href: string;
  /** Source: an address, or the sound itself. */
  readonly source: string | File;
  /** 0 until it is known. */
  readonly durationSeconds: number;
  /** Address of its picture. */
  readonly cover?: string | undefined;
  /** A CSS colour: its genre's. */
  readonly tint: string;
  /** The course of genres along it, where that is known. */
  readonly prediction?: Prediction | undefined;
  /** Song of the library, if it is one. */
  readonly song?: LibrarySong | undefined;
}
