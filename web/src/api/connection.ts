import { create } from 'zustand'

export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'offline'
export const useConnection = create<{ readonly connection: Connection }>(() => ({ connection: 'connecting' }))

/** For `useConnection`: whether the server cannot be heard, so that what is shown may be old. The first try is not called that. */
export const isCutOff = ({ connection }: { readonly connection: Connection }): boolean =>
  connection === 'offline' || connection === 'reconnecting'

/** Whether the event stream tells of every change as it happens, so that nothing needs to be asked for. */
export const isTold = (): boolean => useConnection.getState().connection === 'connected'
