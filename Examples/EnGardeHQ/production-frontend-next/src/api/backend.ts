// Runs in the server: passes a request on to the backend, with the server's token where the request has none.

const HOP_BY_HOP = ['connection', 'content-encoding', 'content-length', 'host', 'keep-alive', 'transfer-encoding'];

function passedOn(headers: Headers): Headers {
  const passed = new Headers(headers);
  for (const name of HOP_BY_HOP) passed.delete(name);
  return passed;
}

export async function backend(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = passedOn(request.headers);
  const token = process.env.API_TOKEN ?? '';
  if (token !== '' && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  try {
    const answer = await fetch(new URL(`${pathname}${search}`, process.env.API_URL ?? 'http://backend:8000'), {
      method: request.method,
      headers,
      body: hasBody ? await request.arrayBuffer() : undefined,
      cache: 'no-store',
      redirect: 'manual',
    });
    return new Response(answer.body, { status: answer.status, headers: passedOn(answer.headers) });
  } catch (error) {
    return Response.json({ detail: `the backend does not answer: ${(error as Error).message}` }, { status: 502 });
  }
}
