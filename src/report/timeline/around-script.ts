// The part of the timeline's script that draws what stands around the rows: the axis of time, throttles, and where something is
// missing. Plain JavaScript for the browser, constant; nothing of a scenario is in it.

export const AROUND_SCRIPT = `
Object.assign(Painter.prototype, {
  // From when on something is missing.
  edges(view) {
    const { context, colours } = this;
    for (const [at, text] of [[this.about.detailsUntil, 'requests up to here'], [this.about.livesUntil, 'environments up to here']]) {
      if (at === null || at < view.from || at > view.to) continue;
      const x = view.xOf(at);
      context.strokeStyle = colours.ink;
      context.setLineDash([4, 3]);
      context.beginPath();
      context.moveTo(x, view.top);
      context.lineTo(x, view.height);
      context.stroke();
      context.setLineDash([]);
      context.font = '11px system-ui, sans-serif';
      const isRight = x > view.width - 140;
      const width = context.measureText(text).width + 6;
      const left = isRight ? x - width - 2 : x + 2;
      context.fillStyle = colours.paper;
      context.fillRect(left, view.height - 17, width, 16);
      context.fillStyle = colours.soft;
      context.fillText(text, left + 3, view.height - 9);
    }
  },

  axis(view) {
    const { context, colours } = this;
    const step = stepOf(view);
    context.font = '12px system-ui, sans-serif';
    context.textAlign = 'center';
    for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
      const x = view.xOf(at);
      context.fillStyle = colours.line;
      context.fillRect(x, AXIS - 6, 1, 6);
      context.fillStyle = colours.soft;
      const text = timeText(at, step);
      const half = context.measureText(text).width / 2 + 2;
      context.fillText(text, Math.min(Math.max(x, half), view.width - half), AXIS / 2 - 2);
    }
    context.textAlign = 'left';
    context.fillStyle = colours.line;
    context.fillRect(LEFT, AXIS - 1, view.plotWidth, 1);
  },

  // Throttled requests, a tick each as far as pixels go.
  strip(view) {
    if (view.throttles.length === 0) return;
    const { context, colours, lives } = this;
    const times = lives.throttles.at;
    context.fillStyle = colours.bad;
    let at = firstThrottle(lives, view.throttles, view.from);
    while (at < view.throttles.length && times[view.throttles[at]] <= view.to) {
      const x = Math.floor(view.xOf(times[view.throttles[at]]));
      context.fillRect(x, AXIS + 3, 2, STRIP - 6);
      const next = firstThrottle(lives, view.throttles, view.timeAt(x + 1));
      at = Math.max(at + 1, next);
    }
  },
});

function firstThrottle({ throttles }, indices, time) {
  let low = 0, high = indices.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (throttles.at[indices[middle]] >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}
`;
