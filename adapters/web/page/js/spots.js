// Where the numbers stand: beside their boxes, where they cover least. Pure.

const TAG_PX = 28;
const COVERED_MAX = 0.2; // of a tag: so little may lie over another box

/** Returns, for each finding, the centres of its numbers on a picture *shownPx* wide. */
export function tagSpots({ findings, width, height }, shownPx) {
  const wide = TAG_PX / shownPx;
  const size = [wide, (wide * width) / height];
  const taken = findings.flatMap(({ boxes }) => boxes);
  const spotOf = (box) => {
    const tag = best(box, taken, size);
    taken.push(tag);
    return [(tag[0] + tag[2]) / 2, (tag[1] + tag[3]) / 2];
  };
  return new Map(findings.map((finding) => [finding, finding.boxes.map(spotOf)]));
}

function best([left, top, right, bottom], taken, [wide, high]) {
  const middle = (top + bottom - high) / 2;
  const corners = [
    [right, middle],
    [left - wide, middle],
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
