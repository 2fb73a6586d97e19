'use client';

import { useEffect, useState } from 'react';
import { fetchGreeting } from '../api/greeting';

export default function Greeting() {
  const [greeting, setGreeting] = useState<string>('');

  useEffect(() => {
    fetchGreeting().then(setGreeting, (error: Error) => setGreeting(error.message));
  }, []);

  return <p id="greeting">{greeting}</p>;
}
