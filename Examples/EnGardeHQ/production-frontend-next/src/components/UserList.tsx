'use client';

import { useEffect, useState } from 'react';
import { Refused } from '../api/request';
import { signIn } from '../api/session';
import { createUser, deleteUser, fetchUsers } from '../api/users';
import type { User } from '../api/users';
import SignIn from './SignIn';
import UserForm from './UserForm';

const HEADING = 'Users';

export default function UserList() {
  const [users, setUsers] = useState<User[]>([]);
  const [problem, setProblem] = useState<string>('');
  const [refused, setRefused] = useState<boolean>(false);

  const fail = (error: Error): void => {
    setProblem(error.message);
    setRefused(error instanceof Refused && error.status === 401);
  };
  const succeed = (): void => {
    setProblem('');
    setRefused(false);
  };
  const reload = (): Promise<void> => fetchUsers().then(setUsers);
  const attempt = (work: Promise<unknown>): Promise<void> =>
    work.then(reload).then(succeed, fail);
  const enter = (token: string): void => {
    signIn(token);
    void attempt(Promise.resolve());
  };

  useEffect(() => {
    void attempt(Promise.resolve());
  }, []);

  return (
    <section>
      <h2 id="heading">{HEADING}</h2>
      {problem !== '' && <p className="error">{problem}</p>}
      {refused && <SignIn onSubmit={enter} />}
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
