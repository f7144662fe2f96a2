// A member's picture, or their initials on a colour of their own: as Avatar.razor draws it.
export function drawFace(name: string, face: string | null): HTMLElement {
  if (face) {
    const picture = document.createElement('img')
    picture.className = 'avatar'
    picture.src = `${face}?w=64`
    picture.alt = ''
    picture.loading = 'lazy'
    return picture
  }
  const round = document.createElement('span')
  round.className = 'avatar'
  round.ariaHidden = 'true'
  let hue = 7
  for (let i = 0; i < name.length; i++) hue = (hue * 31 + name.charCodeAt(i)) & 0xffff
  round.dataset.hue = String(hue % 8)
  round.textContent = initials(name)
  return round
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = [...(words[0] ?? '?')][0] ?? '?'
  if (first.charCodeAt(0) > 0x2e7f || words.length < 2) return first.toUpperCase()
  return (first + ([...words[words.length - 1]!][0] ?? '')).toUpperCase()
}
