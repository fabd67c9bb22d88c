package bitline.report;

import bitline.base.Units;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.chip.NetworkOnChip;
import bitline.map.Mapping;
import bitline.program.ArrayLayer;
import bitline.program.Batch;
import bitline.program.Loading;
import bitline.program.Program;
import bitline.program.Segment;
import bitline.program.Tile;
import bitline.program.Traffic;
import bitline.time.Bound;
import bitline.time.Lowering;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Why a mapping looks as it does, in sentences with figures: read off the program, by the same
/// functions that `time` plays it with and the mapper reckons with.
public final class MapExplained {
  private static final int SHOWN = 4;

  private final Program program;
  private final Chip chip;
  private final int batch;
  private final Map<String, String> onVectorUnit;
  private final List<String> said = new ArrayList<>();

  private MapExplained(Mapping.Mapped mapped, int batch) {
    program = mapped.program();
    chip = program.chip();
    onVectorUnit = mapped.onVectorUnit();
    this.batch = batch;
  }

  /// The sentences, a paragraph each.
  ///
  /// @param batch pictures that go through one segment before the next is written
  public static List<String> sentences(Mapping.Mapped mapped, int batch) {
    MapExplained explained = new MapExplained(mapped, batch);
    if (!explained.program.layers().isEmpty()) {
      explained.way();
      explained.segments();
      explained.copies();
      explained.arrays();
    }
    explained.vectorUnit();
    explained.mesh();
    explained.roof();
    return List.copyOf(explained.said);
  }

  private record Place(int array, int weightSet) {}

  private static Set<Place> places(ArrayLayer layer) {
    Set<Place> places = new HashSet<>();
    layer.tiles().forEach(tile -> places.add(new Place(tile.array(), tile.weightSet())));
    return places;
  }

  private void way() {
    long cells = program.layers().stream().mapToLong(ArrayLayer::cells).sum();
    int blocks = program.layers().stream().mapToInt(layer -> places(layer).size()).sum();
    int sets = chip.macro().weightSets();
    String there =
        chip.arrays()
            + " arrays"
            + (sets > 1 ? " of " + sets + " weight sets, " + chip.weightPlaces() + " places" : "");
    String needed =
        count(program.layers().size(), "layer needs", "layers need")
            + " "
            + Numbers.count(cells)
            + (chip.cell().bits() > 1 ? " cells" : " bits of cells")
            + " in "
            + count(blocks, "part")
            + " no larger than an array";
    if (program.resident()) {
      Set<Place> taken = new HashSet<>();
      program.layers().forEach(layer -> taken.addAll(places(layer)));
      long arrays = taken.stream().map(Place::array).distinct().count();
      boolean shared = arrays < blocks;
      said.add(
          "resident: "
              + needed
              + "; "
              + there
              + " are there, so that all weights stay"
              + (shared
                  ? "; they lie in " + arrays + " arrays, and layers that share one take turns"
                  : " and all layers work at once"));
      return;
    }
    said.add(
        (batch > 1 ? "batched: " : "streamed: ")
            + needed
            + "; "
            + there
            + " are there. "
            + (blocks > chip.weightPlaces()
                ? "There are more parts than places"
                : "Each part could have a place, but layers in the same arrays take turns, or staying was not asked for")
            + ", and weights are exchanged in "
            + count(program.segments().size(), "segment")
            + (batch > 1 ? ", each for " + batch + " pictures" : ", for every picture"));
  }

  /// Seconds of writing and of arrays for a batch.
  private record Turn(Segment segment, double writing, double running) {}

  private void segments() {
    if (program.resident()) {
      return;
    }
    Memory from = program.weightsWait();
    List<Turn> turns = new ArrayList<>();
    double writing = 0;
    double running = 0;
    for (Segment segment : program.segments()) {
      double slowest =
          program.layers(segment).stream().mapToDouble(program::seconds).max().orElse(0);
      Loading loading = program.loading(segment);
      turns.add(new Turn(segment, loading.seconds(chip, from), slowest * batch));
      writing += turns.getLast().writing;
      running += turns.getLast().running;
    }
    String of = batch > 1 ? "a batch" : "a picture";
    int ahead = program.segmentsAtOnce();
    said.add(
        "writing weights takes "
            + time(writing)
            + " "
            + of
            + (from == null ? "" : ", out of " + from.name())
            + "; the slowest layers of all segments take "
            + time(running)
            + ". "
            + (ahead > 1
                ? "While one segment works, the next "
                    + (ahead > 2 ? (ahead - 1) + " are" : "is")
                    + " written into other weight sets (double buffering), which can hide up to "
                    + time(Math.min(writing, running))
                : "No weight set is left to write into while a segment works: nothing is hidden"));
    cuts();
    List<Turn> longest = new ArrayList<>(turns);
    longest.sort(Comparator.comparingDouble(t -> -Math.max(t.writing, t.running)));
    for (Turn turn : longest.subList(0, Math.min(SHOWN, longest.size()))) {
      List<ArrayLayer> layers = program.layers(turn.segment);
      said.add(
          "segment "
              + (program.segments().indexOf(turn.segment) + 1)
              + " of "
              + program.segments().size()
              + ", "
              + layers.getFirst().node()
              + (layers.size() > 1 ? " to " + layers.getLast().node() : "")
              + " ("
              + count(layers.size(), "layer")
              + "): written in "
              + time(turn.writing)
              + ", "
              + Numbers.count(Math.round(program.loading(turn.segment).bytes()))
              + " bytes; its slowest layer takes "
              + time(turn.running));
    }
  }

  /// Where the next layer had no room, and where it had and the cut was made all the same.
  private void cuts() {
    int forced = 0;
    for (int s = 0; s + 1 < program.segments().size(); s++) {
      int taken = 0;
      for (ArrayLayer layer : program.layers(program.segments().get(s))) {
        taken += places(layer).size();
      }
      ArrayLayer next = program.layers(program.segments().get(s + 1)).getFirst();
      forced += taken + places(next).size() > chip.arrays() ? 1 : 0;
    }
    int cuts = program.segments().size() - 1;
    if (cuts > 0) {
      said.add(
          "of "
              + count(cuts, "cut")
              + ", "
              + forced
              + " fall where the next layer has no arrays left"
              + (forced < cuts
                  ? "; at the other "
                      + (cuts - forced)
                      + " it would have some, which are worth more as copies of slow layers or for weights that are written ahead"
                  : ""));
    }
  }

  private void copies() {
    record Copied(ArrayLayer layer, int copies, double alone, double now) {}
    List<Copied> copied = new ArrayList<>();
    for (ArrayLayer layer : program.layers()) {
      int copies = program.places(layer).size();
      if (copies > 1) {
        double alone = layer.time(layer.tiles(), layer.unrolling().vectors(), chip);
        copied.add(new Copied(layer, copies, alone, program.seconds(layer)));
      }
    }
    if (copied.isEmpty()) {
      said.add(
          "no layer has copies: no arrays are left for the slowest, or it would not gain by them");
      return;
    }
    copied.sort(Comparator.comparingDouble(c -> -c.alone));
    List<String> shown = new ArrayList<>();
    for (Copied c : copied.subList(0, Math.min(SHOWN, copied.size()))) {
      shown.add(
          c.layer.node() + " " + c.copies + " times, " + time(c.alone) + " down to " + time(c.now));
    }
    said.add(
        count(copied.size(), "layer has", "layers have")
            + " copies, because the slowest layer sets the pace of "
            + (program.resident() ? "the pipeline" : "its segment")
            + " and arrays are left: "
            + String.join("; ", shown)
            + (copied.size() > SHOWN ? "; …" : ""));
    if (program.resident()) {
      said.add(slowest("one copy each", true) + "; " + slowest("with copies", false));
    }
  }

  private String slowest(String when, boolean alone) {
    ArrayLayer slowest = program.layers().getFirst();
    double most = -1;
    for (ArrayLayer layer : program.layers()) {
      double seconds =
          alone
              ? layer.time(layer.tiles(), layer.unrolling().vectors(), chip)
              : program.seconds(layer);
      if (seconds > most) {
        most = seconds;
        slowest = layer;
      }
    }
    return "slowest layer, " + when + ": " + slowest.node() + " with " + time(most);
  }

  private void arrays() {
    List<ArrayLayer> split = new ArrayList<>();
    Map<Place, Set<String>> holders = new HashMap<>();
    for (int s = 0; s < program.segments().size(); s++) {
      for (ArrayLayer layer : program.layers(program.segments().get(s))) {
        if (places(layer).size() > 1) {
          split.add(layer);
        }
        if (program.resident()) {
          places(layer)
              .forEach(p -> holders.computeIfAbsent(p, _ -> new HashSet<>()).add(layer.node()));
        }
      }
    }
    if (!split.isEmpty()) {
      split.sort(Comparator.comparingInt(layer -> -places(layer).size()));
      List<String> shown = new ArrayList<>();
      for (ArrayLayer layer : split.subList(0, Math.min(SHOWN, split.size()))) {
        var u = layer.unrolling();
        shown.add(
            layer.node()
                + " ("
                + (u.groups() > 1 ? u.groups() + " groups of " : "")
                + u.rows()
                + " x "
                + u.columns()
                + " weights) over "
                + places(layer).size());
      }
      said.add(
          count(split.size(), "layer is", "layers are")
              + " split over arrays, which have "
              + chip.array().inputRows()
              + " x "
              + chip.array().columns()
              + " cells: "
              + String.join("; ", shown)
              + (split.size() > SHOWN ? "; …" : ""));
    }
    long shared = holders.values().stream().filter(nodes -> nodes.size() > 1).count();
    if (shared > 0) {
      int layers =
          (int)
              holders.values().stream()
                  .filter(nodes -> nodes.size() > 1)
                  .flatMap(Set::stream)
                  .distinct()
                  .count();
      said.add(
          count((int) shared, "place holds", "places hold")
              + " parts of several layers, "
              + layers
              + " in all, because there are fewer places than parts");
    }
  }

  private void vectorUnit() {
    int products = program.vectorProducts().size();
    if (onVectorUnit.isEmpty() && products == 0) {
      said.add("every product lies in arrays");
      return;
    }
    said.add(
        count(onVectorUnit.size(), "product stays", "products stay")
            + " on the vector unit ("
            + products
            + " computed exactly, in integers)");
  }

  private void mesh() {
    NetworkOnChip network = chip.networkOnChip();
    if (network == null || chip.cores() == 1) {
      return;
    }
    Traffic traffic = Traffic.of(program);
    double bytes = traffic.bytes();
    TreeSet<Integer> used = new TreeSet<>();
    for (ArrayLayer layer : program.layers()) {
      for (List<Tile> tiles : program.places(layer)) {
        for (Tile tile : tiles) {
          used.add(tile.array() / chip.core().macros());
        }
      }
    }
    double apart = 0;
    for (int a : used) {
      for (int b : used) {
        apart += network.hops(a, b, chip.cores());
      }
    }
    said.add(
        String.format(
            Locale.ROOT,
            "%s hold weights; for one picture %s bytes go to them, over %.2f hops on average (any two of these cores lie %.2f apart on average)%s",
            count(used.size(), "core"),
            Numbers.count(Math.round(bytes)),
            bytes == 0 ? 0 : traffic.byteHops(network, chip.cores()) / bytes,
            apart / Math.max(1, used.size() * used.size()),
            network.topology() == NetworkOnChip.Topology.MESH
                ? ": cores that talk are placed near each other as far as that keeps no link busier"
                : ""));
  }

  private void roof() {
    Bound bound = Bound.of(Lowering.of(program, Batch.of(batch), 1).flow());
    List<Bound.Busy> busiest = new ArrayList<>(bound.units());
    busiest.sort(Comparator.comparingLong(unit -> -unit.time()));
    List<String> units = new ArrayList<>();
    for (Bound.Busy unit : busiest.subList(0, Math.min(3, busiest.size()))) {
      units.add(unit.name() + " " + time(unit.time() * 1e-15 / batch));
    }
    boolean unit = bound.busiest().time() >= bound.longest().time();
    said.add(
        "roof: no schedule of this mapping does a picture in less than "
            + time(bound.time() * 1e-15 / batch)
            + (unit ? "" : " (the work of " + bound.longest().name() + ")")
            + "; busiest for a picture: "
            + String.join(", ", units));
  }

  private static String time(double seconds) {
    return Units.format(seconds, "s", 3);
  }

  private static String count(int count, String one) {
    return count + " " + one + (count == 1 ? "" : "s");
  }

  private static String count(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
