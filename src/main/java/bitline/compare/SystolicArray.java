package bitline.compare;

/// Cycles of a systolic array: `rows` × `columns` multipliers, each of which hands on to its right
/// and lower neighbours what it has got, a cycle later.
///
/// *Weight-stationary*: a tile of rows × columns of the matrix lies in the array while vectors
/// pass; row r gets its inputs r cycles late, sums leave at the bottom. The next tile's weights
/// flow in behind the present one's vectors, a row a cycle, into a second register, and are taken
/// over as the first vector passes, so that tiles follow each other without a gap when a tile has
/// as many vectors as the array has rows.
///
/// *Output-stationary*: rows × columns of results grow in place while inputs come from the left and
/// weights from above; finished ones leave upwards through registers of their own, while the next
/// tile's grow.
///
/// With one tile, and for tiles that do not overlap, these are the formulas of SCALE-Sim (Samajdar
/// et al., ISPASS 2020): 2·rows + columns + length − 2.
public record SystolicArray(int rows, int columns) {
  public SystolicArray {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(rows + " × " + columns);
    }
  }

  /// Cycles of tiles of weights one behind another.
  ///
  /// @param vectors that pass each tile
  public long weightStationary(long tiles, long vectors) {
    return rows + (tiles - 1) * Math.max(vectors, rows) + vectors + rows + columns - 2;
  }

  /// Cycles of tiles of results one behind another.
  ///
  /// @param length products of a result
  public long outputStationary(long tiles, long length) {
    return (tiles - 1) * Math.max(length, 2L * rows - 1) + length + 2L * rows + columns - 2;
  }
}
