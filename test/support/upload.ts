import type { FastifyInstance } from 'fastify';

/** Multipart body and header of a form with these files. */
export async function formOf(
  ...files: readonly { field?: string; name: string; bytes: Uint8Array }[]
): Promise<{ headers: Record<string, string>; payload: Buffer }> {
  const form = new FormData();
  for (const { field = 'file', name, bytes } of files)
    form.append(field, new Blob([Buffer.from(bytes)]), name);
  const response = new Response(form);
  const headers = { 'content-type': response.headers.get('content-type')! };
  return { headers, payload: Buffer.from(await response.arrayBuffer()) };
}

/** Sends bytes as the raw body of a classification. */
export function postRaw(app: FastifyInstance, bytes: Uint8Array, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url: '/api/classifications',
    headers: { 'content-type': 'audio/wav', ...headers },
    payload: Buffer.from(bytes),
  });
}
