/** The token of this tab. In development there is none: the server that serves the page adds its own. */
const KEY = 'api-token';

export function token(): string {
  return sessionStorage.getItem(KEY) ?? '';
}

export function signIn(text: string): void {
  sessionStorage.setItem(KEY, text);
}
