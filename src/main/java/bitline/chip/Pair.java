package bitline.chip;

/// Where the two cells of a differential pair lie, and with it where they are subtracted.
public enum Pair {
  /// Inside one array position (a unit cell with devices of both polarities); subtracted on the
  /// bitline, before the converter.
  CELL,
  /// In two neighbouring rows that get the input with opposite sign; subtracted on the bitline,
  /// before the converter.
  ROWS,
  /// In two neighbouring columns; each is converted, the difference is taken digitally.
  COLUMNS
}
