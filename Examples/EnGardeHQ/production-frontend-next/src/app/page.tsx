import Greeting from '../components/Greeting';
import UserList from '../components/UserList';

export default function Page() {
  return (
    <main>
      <h1>EnGarde</h1>
      <Greeting />
      <UserList />
    </main>
  );
}
