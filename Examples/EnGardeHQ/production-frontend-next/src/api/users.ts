import { request } from './request';

export interface User {
  id: number;
  email: string;
  name: string;
  role: string;
  created_at: string;
}

export function fetchUsers(): Promise<User[]> {
  return request('/api/users');
}

export function createUser(user: { email: string; name: string }): Promise<User> {
  return request('/api/users', { method: 'POST', body: JSON.stringify(user) });
}

export function deleteUser(id: number): Promise<void> {
  return request(`/api/users/${id}`, { method: 'DELETE' });
}
