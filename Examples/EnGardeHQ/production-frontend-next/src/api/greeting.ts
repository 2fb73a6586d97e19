import { request } from './request';

export async function fetchGreeting(): Promise<string> {
  return (await request<{ greeting: string }>('/api/greeting')).greeting;
}
