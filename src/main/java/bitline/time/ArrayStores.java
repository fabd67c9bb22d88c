package bitline.time;

import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Tile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The arrays of each layer as a store of a flow, copies with them; layers that share an array in a
/// segment share the store, and take turns.
final class ArrayStores {
  private ArrayStores() {}

  private record Place(int segment, int array) {}

  /// Stores by node.
  static Map<String, Integer> of(Program program, Segments segments, Flow.Builder flow) {
    Map<Place, String> holder = new HashMap<>();
    Map<String, String> joined = new HashMap<>();
    for (ArrayLayer layer : program.layers()) {
      joined.put(layer.node(), layer.node());
      for (List<Tile> tiles : program.places(layer)) {
        for (Tile tile : tiles) {
          Place place = new Place(segments.of(layer), tile.array());
          String other = holder.putIfAbsent(place, layer.node());
          if (other != null) {
            joined.put(root(joined, layer.node()), root(joined, other));
          }
        }
      }
    }
    Map<String, Integer> stores = new HashMap<>();
    Map<String, Integer> byRoot = new HashMap<>();
    for (ArrayLayer layer : program.layers()) {
      String root = root(joined, layer.node());
      stores.put(
          layer.node(),
          byRoot.computeIfAbsent(
              root, r -> flow.store(Flow.Store.units(UnitKind.ARRAYS_OF + r, 1))));
    }
    return stores;
  }

  private static String root(Map<String, String> joined, String node) {
    String at = node;
    while (!at.equals(joined.get(at))) {
      at = Objects.requireNonNull(joined.get(at));
    }
    return at;
  }
}
