// Warns before the session ends, so that nothing typed is lost: <body data-session-seconds data-session-warn-seconds
// data-stay-href data-leave-href>. Staying asks the server once; every tab that hears of it starts again.

const heardBy = new BroadcastChannel('lapwing-session');

class SessionWarning {
  private endsAt = 0;
  private readonly dialog = document.createElement('dialog');
  private readonly words = document.createElement('p');

  constructor(private readonly seconds: number, private readonly warnSeconds: number, private readonly stayHref: string,
              private readonly leaveHref: string) {
    this.dialog.className = 'lw-dialog';
    this.dialog.setAttribute('aria-labelledby', 'session-title');
    const title = document.createElement('h2');
    title.className = 'govuk-heading-m';
    title.id = 'session-title';
    title.textContent = 'You are about to be signed out';
    this.words.className = 'govuk-body';
    this.words.setAttribute('aria-live', 'polite');
    const stay = document.createElement('button');
    stay.type = 'button';
    stay.className = 'govuk-button';
    stay.textContent = 'Stay signed in';
    stay.addEventListener('click', () => void this.stay());
    this.dialog.append(title, this.words, stay);
    this.dialog.addEventListener('cancel', () => void this.stay());
    document.body.append(this.dialog);
    heardBy.addEventListener('message', () => this.restart());
    this.restart();
    window.setInterval(() => this.tick(), 1_000);
  }

  private restart(): void {
    this.endsAt = Date.now() + this.seconds * 1_000;
    if (this.dialog.open) this.dialog.close();
  }

  private async stay(): Promise<void> {
    const answer = await fetch(this.stayHref, { headers: { Accept: 'application/json' } }).catch(() => null);
    if (!answer?.ok) return;
    this.restart();
    heardBy.postMessage('stay');
  }

  private tick(): void {
    const left = Math.ceil((this.endsAt - Date.now()) / 1_000);
    if (left <= 0) return window.location.assign(this.leaveHref);
    if (left > this.warnSeconds) return;
    const minutes = Math.ceil(left / 60);
    const words = `For your security you will be signed out in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} unless you stay.`;
    if (this.words.textContent !== words) this.words.textContent = words;
    if (!this.dialog.open) this.dialog.showModal();
  }
}

export function startSessionWarning(): void {
  const { sessionSeconds, sessionWarnSeconds, stayHref, leaveHref } = document.body.dataset;
  const seconds = Number(sessionSeconds ?? '0');
  if (!seconds || !stayHref || !leaveHref) return;
  new SessionWarning(seconds, Number(sessionWarnSeconds ?? '120'), stayHref, leaveHref);
}
