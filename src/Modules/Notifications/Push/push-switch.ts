// <push-switch>: switches pushes on and off for this browser. It is hidden where the browser cannot.
class PushSwitch extends HTMLElement {
  async connectedCallback() {
    const button = this.querySelector('button')
    const said = this.querySelector('[role=status]')
    if (!button || !said || !('serviceWorker' in navigator) || !('PushManager' in window)) return
    const registration = await navigator.serviceWorker.register('/push-worker.js')
    let subscription = await registration.pushManager.getSubscription()
    if (subscription && !(await this.isOurs(subscription))) {
      // Of a session that is over, or of somebody else: its keys are theirs.
      await subscription.unsubscribe()
      subscription = null
    }
    const show = () => {
      button.textContent = (subscription ? this.dataset.off : this.dataset.on) ?? ''
      button.setAttribute('aria-pressed', String(subscription !== null))
    }
    show()
    button.addEventListener('click', async () => {
      button.disabled = true
      said.textContent = ''
      try {
        subscription = subscription ? await this.leave(subscription) : await this.join(registration)
        show()
      } catch {
        said.textContent = (Notification.permission === 'denied' ? this.dataset.denied : this.dataset.failed) ?? ''
      } finally {
        button.disabled = false
      }
    })
    // Seen only once it says what it does and does it.
    this.hidden = false
  }

  private async isOurs(subscription: PushSubscription) {
    const answer = await this.send('POST', '/api/me/push/standing', { endpoint: subscription.endpoint })
    return ((await answer.json()) as { on: boolean }).on
  }

  private async join(registration: ServiceWorkerRegistration) {
    await navigator.serviceWorker.ready
    const { key } = await this.send('GET', '/api/me/push/key').then(answer => answer.json() as Promise<{ key: string }>)
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
    await this.send('PUT', '/api/me/push/subscription', subscription.toJSON())
    return subscription
  }

  private async leave(subscription: PushSubscription) {
    await this.send('POST', '/api/me/push/unsubscription', { endpoint: subscription.endpoint })
    await subscription.unsubscribe()
    return null
  }

  private async send(method: string, path: string, body?: unknown) {
    const answer = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(String(answer.status))
    return answer
  }
}

customElements.define('push-switch', PushSwitch)
