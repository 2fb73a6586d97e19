import { useEffect, useState } from 'react';
import { fetchGreeting } from './api/greeting';
import UserList from './components/UserList';

export default function App() {
  const [greeting, setGreeting] = useState<string>('');

  useEffect(() => {
    fetchGreeting().then(setGreeting, (error: Error) => setGreeting(error.message));
  }, []);

  return (
    <main>
      <h1>EnGarde</h1>
      <p id="greeting">{greeting}</p>
      <UserList />
    </main>
  );
}
