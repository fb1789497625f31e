// Where the numbers stand: beside their boxes, where they cover least. Pure.

const TAG_PX = 28;
const COVERED_MAX = 0.2; // of a tag: so little may lie over another box

/** Returns {finding, x, y}, centres of the numbers in a picture *shownPx* wide. */
export function tagSpots({ findings, width, height }, shownPx) {
  const wide = TAG_PX / shownPx;
  const size = [wide, (wide * width) / height];
  const taken = findings.flatMap(({ boxes }) => boxes);
  return findings.flatMap((finding) =>
    finding.boxes.map((box) => {
      const tag = best(box, finding.source, taken, size);
      taken.push(tag);
      return { finding, x: (tag[0] + tag[2]) / 2, y: (tag[1] + tag[3]) / 2 };
    }),
  );
}

function best([left, top, right, bottom], source, taken, [wide, high]) {
  const middle = (top + bottom - high) / 2;
  const [after, before] = [[right, middle], [left - wide, middle]]; // text ends, things do not
  const corners = [
    ...(source === "seen" ? [before, after] : [after, before]),
    [left, top - high],
    [left, bottom],
    [left, top],
  ];
  const tags = corners
    .map(([x, y]) => [x, y, x + wide, y + high])
    .filter((tag) => tag.every((side) => side >= 0 && side <= 1));
  const covered = (tag) => taken.reduce((sum, box) => sum + overlap(tag, box), 0);
  const isFree = (tag) => covered(tag) <= wide * high * COVERED_MAX;
  const byCover = (one, other) => covered(one) - covered(other);
  const inside = [left, top, left + wide, top + high]; // of a box that fills the picture
  return tags.find(isFree) ?? tags.sort(byCover)[0] ?? inside;
}

function overlap(one, other) {
  const wide = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const high = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  return Math.max(wide, 0) * Math.max(high, 0);
}
