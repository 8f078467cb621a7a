/** Shown for so long; a screen reader has said it by then. */
const SHOWN_MS = 4000;

/** Says something to those who look and to those who listen, outside of what is drawn. */
export function announcer(): (text: string) => void {
  const place = document.createElement('div');
  place.className = 'said';
  place.setAttribute('role', 'status');
  document.body.append(place);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (text) => {
    place.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => {
      place.textContent = '';
    }, SHOWN_MS);
  };
}
