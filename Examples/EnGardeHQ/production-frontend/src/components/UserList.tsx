import { useEffect, useState } from 'react';
import { createUser, deleteUser, fetchUsers } from '../api/users';
import type { User } from '../api/users';
import UserForm from './UserForm';

const HEADING = 'Users';

export default function UserList() {
  const [users, setUsers] = useState<User[]>([]);
  const [problem, setProblem] = useState<string>('');

  const reload = (): Promise<void> => fetchUsers().then(setUsers);
  const attempt = (work: Promise<unknown>): Promise<void> =>
    work.then(reload).then(() => setProblem(''), (error: Error) => setProblem(error.message));

  useEffect(() => {
    void attempt(Promise.resolve());
  }, []);

  return (
    <section>
      <h2 id="heading">{HEADING}</h2>
      {problem !== '' && <p className="error">{problem}</p>}
      <UserForm onSubmit={(user) => attempt(createUser(user))} />
      <table>
        <thead>
          <tr><th>Name</th><th>Email</th><th>Role</th><th /></tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.id}>
              <td>{user.name}</td>
              <td>{user.email}</td>
              <td>{user.role}</td>
              <td><button onClick={() => attempt(deleteUser(user.id))}>Delete</button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
