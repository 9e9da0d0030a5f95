import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { DoorConfig } from './route.ts'

/**
 * What a browser may do with our pages: load from here, draw pictures from here and from its own memory, run no script but ours. Styles
 * are also set by script (the canvas, overlays), so inline styles are allowed; a mask codec in WebAssembly needs its own word.
 */
export function securityHeaders({ publicUrl }: Pick<DoorConfig, 'publicUrl'>): RequestHandler {
  const headers = { plain: helmetFor(false), secure: helmetFor(true) }
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    const send = publicUrl().startsWith('https://') ? headers.secure : headers.plain
    send(request, response, next)
  }
}

function helmetFor(isSecure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'blob:', 'data:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  })
}
