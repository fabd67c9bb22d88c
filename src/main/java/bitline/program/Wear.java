package bitline.program;

import bitline.chip.Chip;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How often a program writes cells while it runs: weights that segments exchange, once a batch.
/// Weights that stay are written before it runs and do not count.
///
/// @param cells writes of cells for one picture, of all cells together; a layer's copies count
/// @param worst writes of the most written cell for one picture. A cell counts as written whenever
///   its array's weight set gets new contents: every block starts at the set's first cell
public record Wear(double cells, double worst) {
  /// Seconds of a Julian year.
  private static final double YEAR = 365.25 * 86400;

  /// What a program writes.
  ///
  /// @param batch pictures that go through one segment before the next is written
  public static Wear of(Program program, int batch) {
    record Place(int array, int weightSet) {}
    record Filling(Place place, int segment, int number) {}
    if (program.resident()) {
      return new Wear(0, 0);
    }
    Chip chip = program.chip();
    double cells = 0;
    Set<Filling> fillings = new HashSet<>();
    for (int s = 0; s < program.segments().size(); s++) {
      Segment segment = program.segments().get(s);
      for (ArrayLayer layer : program.layers().subList(segment.from(), segment.to())) {
        for (List<Tile> tiles : program.places(layer)) {
          cells += layer.cells();
          for (Tile tile : tiles) {
            int set = tile.weightSet() % chip.macro().weightSets();
            fillings.add(new Filling(new Place(tile.array(), set), s, tile.weightSet()));
          }
        }
      }
    }
    Map<Place, Integer> often = new HashMap<>();
    fillings.forEach(filling -> often.merge(filling.place, 1, Integer::sum));
    int worst = often.values().stream().mapToInt(i -> i).max().orElse(0);
    return new Wear(cells / batch, (double) worst / batch);
  }

  /// Years until the most written cell has had as many writes as it survives; infinite where it is
  /// not written.
  ///
  /// @param endurance writes that a cell survives
  /// @param rate pictures a second, all day and night
  public double years(double endurance, double rate) {
    return endurance / (worst * rate) / YEAR;
  }
}
