// What the server says about messages, as src/Modules/Chat/Messages/MessageDocument.cs gives it.
export type Doc = {
  id: number; channel: number; thread: number; number: number | null; key: string
  author: { id: number; name: string; face: string | null; bot: boolean; handle?: string | null }
  at: string; editedAt: string | null; deleted: boolean; standing: string; html: string
  replyTo: { id: number; author: string; excerpt: string } | null; replies: number
  reactions: { name: string; emoji: string; members: number; mine: boolean }[]
  files: { path: string; name: string; mediaType: string; size: number }[]; edition: number; change: number
  buttons?: { label: string; path: string; api: string; style: string }[]
  cards?: { link: string; url: string; title: string; description: string; site: string }[]
  cardsDiffer?: boolean
  hasParts?: boolean
}

/** Asks the API; null where the line is dead. */
export async function ask(path: string, method = 'GET', body?: object): Promise<Response | null> {
  return fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => null)
}

/** What is no JSON gives null: what stands before the server answers in pages of its own. */
export function parse<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T
  } catch {
    return null
  }
}

/** Why the server refuses something, in the reader's language; null where it does not say. */
export async function problemOf(answer: Response | null): Promise<string | null> {
  const problem = (await answer?.json().catch(() => null)) as { detail?: string; title?: string } | null
  return problem?.detail ?? problem?.title ?? null
}

/** Unique without a secure context too. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('')
}

/** A text of the page with its one place filled. */
export function fill(text: string | undefined, value: string | number): string {
  return (text ?? '').replace('%', String(value))
}
