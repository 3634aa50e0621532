/** A way to a server of this machine that can be cut, and gone silent. */
import { connect, createServer, type Socket } from 'node:net';

export interface CutNetwork {
  /** Port through which the server is reached. */
  readonly port: number;
  /** Ends all connections, and refuses new ones. */
  cut(): void;
  /** Leaves connections open, and carries nothing: nobody is told. */
  hush(): void;
  /** Carries again; what was hushed is cut, as by a router that forgot it. */
  mend(): void;
  close(): void;
}

export async function networkTo(port: number): Promise<CutNetwork> {
  const sockets = new Set<Socket>();
  let state: 'carries' | 'cut' | 'hushed' = 'carries';
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    if (state === 'cut') near.destroy();
    if (state === 'carries') near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    cut() {
      state = 'cut';
      endAll();
    },
    hush() {
      state = 'hushed';
      for (const socket of sockets) socket.unpipe().pause();
    },
    mend() {
      if (state === 'hushed') endAll();
      state = 'carries';
    },
    close() {
      endAll();
      server.close();
    },
  };
}
