package bitline.tensor;

/// Manufactured row drivers in front of [LevelCells]: how far what they put on their wordlines for
/// a digit of the input is from the digit, and how much that varies from use to use.
///
/// ```
/// P     grows by ⌊Σ errors[driver, digit of x] · values[driver, j, n] · 2^−fraction + ½⌋
/// σ²    grows by Σ jitter[digit of x] · values[driver, j, n]²
/// ```
///
/// over the drivers of the group's rows: the first sum an exact integer, the second a chain of
/// float `fma`s in their order. Jitter of one driver is drawn anew for each column, where in truth
/// all columns share it.
///
/// @param perRow drivers of a row of the matrix: two where a pair of devices lies in two wordlines
/// @param digits that a driver knows, from 0
/// @param columnEnds ranges of columns in order, each from the end of the one before: those of one
///   range meet the same drivers
/// @param fraction errors are multiples of 2 to the minus this of an input's step
/// @param errors range × row × driver × digit
/// @param values what a driver's device holds, in the unit of the cells' values: row × driver ×
///   weight digit × column
/// @param jitter variance by digit, in squares of an input's step
public record RowDrivers(
    int perRow,
    int digits,
    int[] columnEnds,
    int fraction,
    short[] errors,
    short[] values,
    float[] jitter) {
  public RowDrivers {
    if (perRow < 1
        || fraction < 0
        || columnEnds.length == 0
        || jitter.length != digits
        || errors.length % (columnEnds.length * perRow * digits) != 0) {
      throw new IllegalArgumentException(
          perRow + " drivers a row, " + digits + " digits, " + errors.length + " errors");
    }
  }

  /// Whether what they put on a line varies.
  public boolean jitters() {
    for (float variance : jitter) {
      if (variance > 0) {
        return true;
      }
    }
    return false;
  }

  /// Drivers that a range of columns meets.
  public int drivers() {
    return errors.length / (columnEnds.length * digits);
  }

  /// The range that a column lies in.
  int range(int column) {
    int range = 0;
    while (columnEnds[range] <= column) {
      range++;
    }
    return range;
  }

  /// A sum of errors times values in whole units of the values.
  public int whole(int sum) {
    return sum + ((1 << fraction) >> 1) >> fraction;
  }
}
