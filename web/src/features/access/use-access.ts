import { useMutation, useQueryClient } from '@tanstack/react-query'

/** A change of who may come in, after which all that is shown about it is asked for again. */
export function useAccessChange<Asked, Answer>(
  change: (asked: Asked) => Promise<Answer>,
  onDone: () => void = () => {},
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      onDone()
      await queries.invalidateQueries({
        predicate: ({ queryKey: [name] }) =>
          /^(users|tokens|share|sessions)-list$|^(audit|session)$/.test(String(name)),
      })
    },
  })
}
