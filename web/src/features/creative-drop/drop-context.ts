import { createContext, useContext } from 'react'

/** Takes files of creatives somebody dropped or chose. */
export type OfferFiles = (files: readonly File[]) => void

export const DropContext = createContext<OfferFiles>(() => {})

export function useOfferFiles(): OfferFiles {
  return useContext(DropContext)
}
