package bitline.silicon;

/// What the arrays of a chip did: sums over any number of arrays, vectors and pictures. Inputs and
/// cells' digits are counted over the largest that they can be, so that a bit counts 0 or 1.
///
/// @param reads row groups that were read with one input digit
/// @param rows rows of these groups: over reads
/// @param driven rows whose digit was not 0
/// @param drive sum of the digits of the rows
/// @param toggles rows whose digit differs from the one before
/// @param cells rows × columns: over reads
/// @param products sum over cells of input digit × cell digit
/// @param sums columns that were converted, or added up digitally: over reads
/// @param code mean of the sums over the largest, 0 to 1
/// @param seconds that all arrays of the chip leaked
public record Work(
    double reads,
    double rows,
    double driven,
    double drive,
    double toggles,
    double cells,
    double products,
    double sums,
    double code,
    double seconds) {
  /// The same reads of random cells with random digits.
  ///
  /// @param bits of an input digit
  Work random(int bits) {
    double changing = rows * (1 - StrictMath.pow(0.5, bits));
    return new Work(
        reads, rows, changing, rows / 2, changing, cells, cells / 4, sums, 0.25, seconds);
  }
}
