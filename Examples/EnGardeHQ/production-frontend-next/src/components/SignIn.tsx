'use client';

import { useState } from 'react';
import type { FormEvent } from 'react';

interface Props {
  onSubmit(token: string): void;
}

export default function SignIn({ onSubmit }: Props) {
  const [token, setToken] = useState<string>('');

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit(token.trim());
  };

  return (
    <form id="sign-in" onSubmit={submit}>
      <input type="password" value={token} placeholder="Token" onChange={(event) => setToken(event.target.value)} />
      <button disabled={token.trim() === ''}>Sign in</button>
    </form>
  );
}
