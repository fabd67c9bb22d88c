package bitline.program;

import java.util.ArrayList;
import java.util.List;

/// A product of two activations whose sizes are not those that its tiles were laid out for, such as
/// a sentence of another length: cut into passes of the sizes that they were laid out for.
final class Passes {
  private Passes() {}

  /// The rows that are summed at once: as they were, pass after pass.
  static List<RowGroup> rowGroups(
      List<RowGroup> compiled, Unrolling.Product before, Unrolling.Product now) {
    List<RowGroup> groups = new ArrayList<>();
    for (int pass = 0; pass < now.rows(); pass += before.rows()) {
      for (RowGroup group : compiled) {
        int to = Math.min(now.rows(), pass + group.to());
        if (pass + group.from() < to) {
          groups.add(new RowGroup(pass + group.from(), to));
        }
      }
    }
    return groups;
  }

  /// The tiles of all passes: weight sets count on from pass to pass.
  static List<Tile> tiles(
      List<Tile> compiled, Unrolling.Product before, Unrolling.Product now, int weightSets) {
    int highest = compiled.stream().mapToInt(Tile::weightSet).max().orElse(0);
    int sets = (highest / weightSets + 1) * weightSets;
    List<Tile> tiles = new ArrayList<>();
    int pass = 0;
    for (int group = 0; group < now.groups(); group += before.groups()) {
      for (int row = 0; row < now.rows(); row += before.rows()) {
        for (int column = 0; column < now.columns(); column += before.columns()) {
          for (Tile tile : compiled) {
            int toRow = Math.min(now.rows(), row + tile.toRow());
            int toColumn = Math.min(now.columns(), column + tile.toColumn());
            if (group + tile.group() < now.groups()
                && row + tile.fromRow() < toRow
                && column + tile.fromColumn() < toColumn) {
              tiles.add(
                  new Tile(
                      tile.array(),
                      tile.weightSet() + pass * sets,
                      group + tile.group(),
                      row + tile.fromRow(),
                      toRow,
                      column + tile.fromColumn(),
                      toColumn,
                      tile.row(),
                      tile.column()));
            }
          }
          pass++;
        }
      }
    }
    return tiles;
  }
}
