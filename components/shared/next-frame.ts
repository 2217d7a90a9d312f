/** The next frame, or so many ms later in a tab that has been left meanwhile and draws none. */
export const nextFrame = (longest = 50): Promise<unknown> =>
  Promise.race([new Promise(requestAnimationFrame), new Promise((resolve) => setTimeout(resolve, longest))]);
