import { backend } from '../../../api/backend';

export const dynamic = 'force-dynamic';

export { backend as GET, backend as POST, backend as PATCH, backend as PUT, backend as DELETE };
