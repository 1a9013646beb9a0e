// The page without Python: the same steps in JavaScript.
connect((start, count) => {
  let x = start;
  for (let at = 0; at < count; at++) x -= 0.05 * slope(x);
  return `${x} ${height(x)} ${slope(x)}`;
});
