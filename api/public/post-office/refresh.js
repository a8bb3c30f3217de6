// Fetches the page again every three seconds and exchanges the lists that changed. What is being read or written stays as it is.
const parts = ['boxes', 'mails'];

async function refresh() {
  if (document.hidden) return;
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of parts) {
    const old = document.getElementById(id);
    const now = fresh.getElementById(id);
    if (!old || !now || old.innerHTML === now.innerHTML) continue;
    const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    old.innerHTML = now.innerHTML;
    if (focused) old.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
}

setInterval(() => refresh().catch(() => undefined), 3000);

// Another writer: the suggestion is filled in anew with their name and order, unless the text was changed by hand.
const from = document.getElementById('from');
const text = document.getElementById('text');
const filledIn = text?.value;
from?.addEventListener('change', () => {
  const query = new URLSearchParams(location.search);
  if (!query.get('suggestion') || text.value !== filledIn) return;
  query.set('from', from.value);
  query.set('to', document.getElementById('to').value);
  location.search = query;
});
