'use client';

import { useState } from 'react';
import type { FormEvent } from 'react';

interface Props {
  onSubmit(user: { email: string; name: string }): Promise<void>;
}

export default function UserForm({ onSubmit }: Props) {
  const [name, setName] = useState<string>('');
  const [email, setEmail] = useState<string>('');

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onSubmit({ name, email }).then(() => {
      setName('');
      setEmail('');
    });
  };

  return (
    <form onSubmit={submit}>
      <input value={name} placeholder="Name" onChange={(event) => setName(event.target.value)} />
      <input value={email} placeholder="Email" onChange={(event) => setEmail(event.target.value)} />
      <button disabled={name === '' || email === ''}>Add</button>
    </form>
  );
}
