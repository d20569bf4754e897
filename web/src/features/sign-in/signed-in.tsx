import { IconLogout } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { sessionQuery, signOut } from '../../api/session.ts'
import { IconButton } from '../../ui/icon-button.tsx'

/** Signs out whoever signed in; nothing where nobody has to. */
export function SignedIn() {
  const queries = useQueryClient()
  const session = useQuery(sessionQuery)
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: (ended) => queries.setQueryData(sessionQuery.queryKey, ended),
  })
  const user = session.data?.user
  if (!user) return null
  return (
    <IconButton label={`Sign out ${user.name}`} onClick={() => leave.mutate()}>
      <IconLogout size={16} stroke={1.6} />
    </IconButton>
  )
}
