package bitline.program;

/// Rows of a layer's matrices that conduct at the same time and are summed on one bitline: matrix
/// rows `from` to `to` (exclusive), at most the array's active rows.
public record RowGroup(int from, int to) {
  public RowGroup {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("row group " + from + " to " + to);
    }
  }

  public int rows() {
    return to - from;
  }
}
