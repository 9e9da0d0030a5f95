import { auditTrailContract } from '../../application/ports/audit-trail.contract.ts'
import { memoryAuditTrail } from './memory-audit-trail.ts'
import { memoryEventStore } from './memory-event-store.ts'

auditTrailContract('memory', async () => {
  const eventStore = memoryEventStore()
  return { trail: memoryAuditTrail(eventStore), eventStore }
})
