// Where a visitor is in what they read, kept in this browser and told to nobody.
const most = 500

function read(community: string): Record<string, number> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`places:${community}`) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, number>) : {}
  } catch {
    return {}
  }
}

/** 0 to 1; 0 where nothing is known. */
export function placeOf(community: string, article: string): number {
  const place = read(community)[article]
  return typeof place === 'number' ? place : 0
}

export function keepPlace(community: string, article: string, fraction: number) {
  const { [article]: _, ...others } = read(community)
  const kept = Object.entries({ ...others, [article]: fraction }).slice(-most)
  try {
    localStorage.setItem(`places:${community}`, JSON.stringify(Object.fromEntries(kept)))
  } catch {
    // A browser that keeps nothing forgets the place, too.
  }
}
