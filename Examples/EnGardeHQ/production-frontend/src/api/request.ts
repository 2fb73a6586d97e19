/** Sends one request to the backend, and throws its own words when it refuses. */
export async function request<Answer>(path: string, options: RequestInit = {}): Promise<Answer> {
  const response = await fetch(path, { headers: { 'content-type': 'application/json' }, ...options });
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    const detail = body !== null && typeof body === 'object' && 'detail' in body ? String((body as { detail: unknown }).detail) : response.statusText;
    throw new Error(`${response.status}: ${detail}`);
  }
  return response.status === 204 ? (undefined as Answer) : response.json();
}
