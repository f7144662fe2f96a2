// <lesson-place data-keep="/api/…/progress" data-second="95" data-continue="Continue at %">: tells the server that the learner is in the
// lesson, and how far they have played its film or sound. It offers to go on there, on whatever device that was. Without script nothing
// but that is lost: the lesson is marked as done by its button.
class LessonPlace extends HTMLElement {
  private readonly player = document.querySelector<HTMLMediaElement>('.lesson-film, .lesson-sound')
  private furthest = Number(this.dataset['second'] ?? '0')
  private told = -1

  connectedCallback() {
    void this.tell()
    const player = this.player
    if (!player) return
    this.offer(player)
    player.addEventListener('timeupdate', () => {
      this.furthest = Math.max(this.furthest, Math.floor(player.currentTime))
      if (this.furthest >= this.told + 10) void this.tell()
    })
    player.addEventListener('pause', () => void this.tell())
    player.addEventListener('ended', () => void this.tell())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.tell()
    })
  }

  private offer(player: HTMLMediaElement) {
    const second = this.furthest
    if (second < 5) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button plain button-small'
    button.textContent = (this.dataset['continue'] ?? '%').replace('%', this.clock(second))
    button.addEventListener('click', () => {
      player.currentTime = second
      void player.play()
      button.remove()
    })
    player.addEventListener('play', () => button.remove(), { once: true })
    this.append(button)
  }

  private clock(second: number) {
    const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
    return (parts[0] ? parts : parts.slice(1)).map((part, i) => (i ? String(part).padStart(2, '0') : part)).join(':')
  }

  private async tell() {
    if (this.furthest === this.told) return
    this.told = this.furthest
    try {
      await fetch(this.dataset['keep'] ?? '', {
        method: 'PUT',
        keepalive: true,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ second: this.player ? this.furthest : null }),
      })
    } catch {
      // Told again with the next ten seconds.
      this.told = -1
    }
  }
}

customElements.define('lesson-place', LessonPlace)
