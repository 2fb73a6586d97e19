import { backend } from '../../api/backend';

export const dynamic = 'force-dynamic';

export { backend as GET };
