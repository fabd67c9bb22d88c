package bitline.report;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A table of text: titled columns, and rows with a cell for each of them. Cells arrive formatted;
/// the column says whether they stand at the left (text) or at the right (numbers).
///
/// An `IllegalArgumentException` says that a row has another number of cells than there are
/// columns.
public record Table(List<Column> columns, List<List<String>> rows) {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  /// A column's title and the side that its cells stand at.
  public record Column(String title, boolean number) {}

  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of "
                + row.size()
                + " cells in a table of "
                + columns.size()
                + " columns: "
                + row);
      }
    }
  }

  /// A column of text, at the left. Only such columns are shortened when the table is too wide.
  public static Column text(String title) {
    return new Column(title, false);
  }

  /// A column of numbers, at the right; never shortened.
  public static Column number(String title) {
    return new Column(title, true);
  }

  /// The titles and the rows, a line each, every line ended by `\n`. To fit `width` characters the
  /// widest columns of text lose letters from inside, where that leaves most cells apart, near the
  /// middle if it can be; when nothing is left to take, lines are longer than `width`.
  public String render(int width) {
    int[] widths = widths();
    int total = Arrays.stream(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
    for (int excess = total - width; excess > 0; excess--) {
      int widest = widestText(widths);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    int[] heads = new int[widths.length];
    for (int c = 0; c < widths.length; c++) {
      heads[c] = head(c, widths[c]);
    }
    StringBuilder out = new StringBuilder();
    line(out, columns.stream().map(Column::title).toList(), widths, heads);
    rows.forEach(row -> line(out, row, widths, heads));
    return out.toString();
  }

  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = length(columns.get(c).title());
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], length(row.get(c)));
      }
    }
    return widths;
  }

  private int widestText(int[] widths) {
    int widest = -1;
    for (int c = 0; c < widths.length; c++) {
      boolean canShrink = !columns.get(c).number() && widths[c] > NARROWEST;
      if (canShrink && (widest < 0 || widths[c] > widths[widest])) {
        widest = c;
      }
    }
    return widest;
  }

  /// How many letters a shortened cell of a column keeps in front: half of what it keeps, unless
  /// other names than equal ones would look alike.
  private int head(int column, int width) {
    int middle = (width - 1) / 2;
    Set<String> cells = new HashSet<>();
    rows.forEach(row -> cells.add(row.get(column)));
    int best = middle;
    long most = apart(cells, width, middle);
    for (int away = 1; away <= width && most < cells.size(); away++) {
      for (int head : new int[] {middle - away, middle + away}) {
        long here = head < 0 || head >= width ? 0 : apart(cells, width, head);
        if (here > most) {
          most = here;
          best = head;
        }
      }
    }
    return best;
  }

  private static long apart(Set<String> cells, int width, int head) {
    return cells.stream().map(cell -> shortened(cell, width, head)).distinct().count();
  }

  private void line(StringBuilder out, List<String> cells, int[] widths, int[] heads) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = shortened(cells.get(c), widths[c], heads[c]);
      String padding = " ".repeat(widths[c] - length(cell));
      line.append(c == 0 ? "" : GAP);
      line.append(columns.get(c).number() ? padding + cell : cell + padding);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  /// Both ends of a layer's name tell more than its middle.
  private static String shortened(String cell, int width, int head) {
    if (length(cell) <= width) {
      return cell;
    }
    int[] letters = cell.codePoints().toArray();
    int tail = width - 1 - head;
    return new String(letters, 0, head) + "…" + new String(letters, letters.length - tail, tail);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
