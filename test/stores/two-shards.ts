import { provideStore } from './provide-store.ts'

export default provideStore(2)
