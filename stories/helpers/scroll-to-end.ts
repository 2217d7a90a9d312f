/** Frames without a change after which what scrolls is at its end. */
const STILL = 20;

/** Scrolls to the end, and on while more comes: there, what stands at the lower edge covers nothing. */
export async function scrollToEnd(scroller: Element): Promise<void> {
  for (let still = 0, height = 0; still < STILL; still++) {
    if (scroller.scrollHeight !== height) still = 0;
    height = scroller.scrollHeight;
    scroller.scrollTop = height;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
