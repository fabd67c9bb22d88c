package bitline.program;

/// A rectangle of a layer's weights in an array: rows `fromRow` to `toRow` and columns `fromColumn`
/// to `toColumn` (of weights, exclusive ends) of the matrix of one group. Its first weight lies in
/// row `row` (of weights; a differential pair along wordlines takes two) from cell column `column`
/// on; its digits lie side by side.
///
/// @param array index among the chip's arrays
/// @param weightSet which of the array's weight sets holds it (0 where an array holds one); of a
///   layer that is larger than all of them, the sets are filled again and again, and numbered on.
///   Where weights are exchanged the sets are counted from the one in which a batch begins: the one
///   behind that in which the batch before ended
public record Tile(
    int array,
    int weightSet,
    int group,
    int fromRow,
    int toRow,
    int fromColumn,
    int toColumn,
    int row,
    int column) {
  /// The same in another array.
  public Tile in(int other) {
    return new Tile(other, weightSet, group, fromRow, toRow, fromColumn, toColumn, row, column);
  }
}
