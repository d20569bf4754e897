/** Where Meta's Graph API is. */
export const HOST = 'graph.facebook.com'
