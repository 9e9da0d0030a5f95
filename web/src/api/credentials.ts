import { queryOptions } from '@tanstack/react-query'
import { requestFile } from './http.ts'

/** In PEM: what every signature of this installation goes back to. */
export const rootCertificateQuery = queryOptions({
  queryKey: ['root-certificate'],
  queryFn: async () => (await requestFile('GET', '/api/v1/credentials/root.pem')).text(),
  staleTime: Number.POSITIVE_INFINITY,
})
