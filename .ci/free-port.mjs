import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port below those that systems hand out by themselves: whoever asks for any port at the same moment is not given this one between our
 * looking and our using it.
 */
export async function freePort() {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000)
    const probe = createServer().listen(port, '127.0.0.1')
    const isFree = await Promise.race([once(probe, 'listening').then(() => true), once(probe, 'error').then(() => false)]).catch(
      () => false,
    )
    if (!isFree) continue
    await new Promise((closed) => probe.close(closed))
    return port
  }
}
