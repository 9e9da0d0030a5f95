import { create } from 'zustand'

export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'offline'
export const useConnection = create<{ readonly connection: Connection }>(() => ({ connection: 'connecting' }))

/** Whether the event stream tells of every change as it happens, so that nothing needs to be asked for. */
export const isTold = (): boolean => useConnection.getState().connection === 'connected'
