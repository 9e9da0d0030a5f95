import { createHash } from 'node:crypto'
import type { Door, Route } from '../route.ts'
import { route } from '../route.ts'

export const credentialRoutes = (door: Door): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/v1/credentials/root.pem',
    access: 'open',
    rate: 'file',
    tag: 'Credentials',
    summary: 'The certificate that the Content Credentials of every picture made here go back to',
    answers: { 200: { what: 'The certificate in PEM', mime: 'application/x-pem-file' } },
    handle: async () => {
      const bytes = Buffer.from(door.config.rootCertificate)
      const etag = createHash('sha256').update(bytes).digest('hex')
      return { kind: 'file', bytes, mime: 'application/x-pem-file', etag, cache: 'fresh', downloadAs: 'persona-studio-root.pem' }
    },
  }),
]
