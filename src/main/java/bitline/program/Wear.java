package bitline.program;

import bitline.chip.Chip;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How often a program writes cells while it runs: weights that segments exchange, once a batch,
/// and activations that lie in arrays for a product with another, once a picture. Weights that stay
/// are written before it runs and do not count.
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
    Chip chip = program.chip();
    double cells = 0;
    Set<Filling> fillings = new HashSet<>();
    Map<Place, Double> often = new HashMap<>();
    for (int s = 0; s < program.segments().size(); s++) {
      Segment segment = program.segments().get(s);
      for (ArrayLayer layer : program.layers().subList(segment.from(), segment.to())) {
        boolean written = layer.written() != null;
        if (!written && program.resident()) {
          continue;
        }
        double times = written ? 1 : 1.0 / batch;
        for (List<Tile> tiles : program.places(layer)) {
          cells += layer.cells() * times;
          Set<Place> of = new HashSet<>();
          for (Tile tile : tiles) {
            Place place = new Place(tile.array(), tile.weightSet() % chip.macro().weightSets());
            if (written ? of.add(place) : fillings.add(new Filling(place, s, tile.weightSet()))) {
              often.merge(place, times, Double::sum);
            }
          }
        }
      }
    }
    double worst = often.values().stream().mapToDouble(d -> d).max().orElse(0);
    return new Wear(cells, worst);
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
