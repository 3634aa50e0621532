/** Storage of this browser: its content never leaves the device. */

export const SONGS = 'songs';
export const HISTORY = 'history';

let opened: Promise<IDBDatabase> | undefined;

/** @throws where the browser gives no room, as in some private windows. */
export function openBrowserStore(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('tonearm', 2);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) request.result.createObjectStore(SONGS, { keyPath: ['tab', 'id'] });
      if (oldVersion < 2) request.result.createObjectStore(HISTORY, { keyPath: 'id', autoIncrement: true });
    };
    request.onsuccess = () => {
      // A newer version of the page in another tab can upgrade the store only if this tab closes it.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
}

export function allOf<T>(database: IDBDatabase, name: string): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Writes to the store; a failure for lack of room is ignored. */
export function write(database: IDBDatabase, name: string, act: (store: IDBObjectStore) => void): void {
  try {
    const transaction = database.transaction(name, 'readwrite');
    transaction.onerror = (event) => event.preventDefault();
    act(transaction.objectStore(name));
  } catch {
    // The store was closed for a newer version of the page.
  }
}
