/** Default engine, before anybody has chosen one. */
import type { EngineName } from './engine.ts';

export interface Device {
  readonly cores: number;
  /** Memory in gigabytes, if the browser reports it. */
  readonly memory: number | undefined;
  /**
   * Whether the pointer is coarse, as on phones and tablets, whose batteries last longer if another machine
   * analyses.
   */
  readonly coarse: boolean;
  /** Whether the visitor saves data, or has a slow network: the engine is not downloaded then. */
  readonly slowNetwork: boolean;
}

export interface FirstEngine {
  readonly engine: EngineName;
  /** The listener chose it, on an earlier visit. */
  readonly byHand: boolean;
}

const KEPT_AS = 'tonearm-engine';
const MIN_CORES = 4;
const MIN_MEMORY = 4;

/**
 * Default engine of a device: this browser if it is able to, so that nothing leaves it or has to be sent;
 * else the server.
 */
export function engineFor({ cores, memory = MIN_MEMORY, coarse, slowNetwork }: Device): EngineName {
  const able = cores >= MIN_CORES && memory >= MIN_MEMORY && !coarse && !slowNetwork;
  return able ? 'browser' : 'server';
}

export function firstEngine(): FirstEngine {
  const kept = read();
  if (kept === 'server' || kept === 'browser') return { engine: kept, byHand: true };
  return { engine: engineFor(thisDevice()), byHand: false };
}

export function keepChoice(engine: EngineName): void {
  try {
    localStorage.setItem(KEPT_AS, engine);
  } catch {
    // Refused by the browser: it is chosen anew next time.
  }
}

function thisDevice(): Device {
  const { hardwareConcurrency, deviceMemory, connection } = navigator as Navigator & {
    readonly deviceMemory?: number;
    readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
  };
  return {
    cores: hardwareConcurrency,
    memory: deviceMemory,
    coarse: matchMedia('(pointer: coarse)').matches,
    slowNetwork: connection?.saveData === true || (connection?.effectiveType ?? '4g') !== '4g',
  };
}

function read(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}
