import { token } from './session';

/** An answer that is no success. */
export class Refused extends Error {
  constructor(readonly status: number, detail: string) {
    super(`${status}: ${detail}`);
  }
}

/** Sends one request to the backend, with the token if there is one, and throws its own words when it refuses. */
export async function request<Answer>(path: string, options: RequestInit = {}): Promise<Answer> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const known = token();
  if (known !== '') headers.authorization = `Bearer ${known}`;
  const response = await fetch(path, { headers, ...options });
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    const detail = body !== null && typeof body === 'object' && 'detail' in body ? String((body as { detail: unknown }).detail) : response.statusText;
    throw new Refused(response.status, detail);
  }
  return response.status === 204 ? (undefined as Answer) : response.json();
}
