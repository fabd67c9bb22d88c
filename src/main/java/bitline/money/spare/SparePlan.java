package bitline.money.spare;

import bitline.base.Problem;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.money.Product;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// So many spare rows and spare columns in each weight set of each array.
public record SparePlan(int rows, int columns) {
  /// Arrays without spare lines.
  public static final SparePlan NONE = new SparePlan(0, 0);

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,6})[xX×]([0-9]{1,6})");

  public SparePlan {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(rows + " spare rows, " + columns + " spare columns");
    }
  }

  /// That of a chip as it is described.
  public static SparePlan of(Chip chip) {
    return new SparePlan(chip.array().spareRows(), chip.array().spareColumns());
  }

  /// Reads rows × columns, such as `2x4`.
  ///
  /// @param option that gave it, for messages
  public static SparePlan parse(String option, String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new Problem(
          option + " '" + text + "' is no number of spare rows and columns; write 2x4, or 0x0");
    }
    return new SparePlan(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /// The chip with these spare lines instead of its own; what was published of its area grows as
  /// the models of area say. A [Problem] where an array would have more spare lines than lines.
  public Chip on(Chip chip) {
    Array array = chip.array();
    if (rows > array.rows() || columns > array.columns()) {
      throw new Problem(
          this
              + " spare rows and columns are more than the "
              + array.rows()
              + " x "
              + array.columns()
              + " lines of an array of "
              + chip.name());
    }
    Double published = chip.area();
    Chip bare = chip.withSpares(rows, columns, null);
    return published == null
        ? bare
        : chip.withSpares(rows, columns, published * Product.macros(bare) / Product.macros(chip));
  }

  /// Rows × columns, as [#parse] reads it.
  @Override
  public String toString() {
    return rows + "x" + columns;
  }
}
