package bitline.map;

import bitline.chip.Chip;
import bitline.chip.NetworkOnChip;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Segment;
import bitline.program.Tile;
import bitline.program.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/// Moves whole cores of a mesh so that those that talk lie near each other: Σ bytes × hops of a
/// picture ([Traffic]) becomes as small as [Assignment] finds it without any link carrying more
/// than the busiest does where cores stay as they are numbered ([MeshLoad]): neighbours that talk
/// much may be in one another's way. Each segment is placed by itself, in order, among what earlier
/// ones left where. What a core holds does not change, only which core of the chip it is.
///
/// On other wires, and where more than 1,024 cores hold weights at the same time, cores stay as
/// they are numbered.
final class CorePlacement {
  private static final int MOST_CORES = 1024;

  private final Program program;
  private final NetworkOnChip network;
  private final int cores;
  private final Traffic traffic;

  /// Where what a segment's cores hold has come to lie.
  private final Map<Traffic.Place, Integer> moved = new HashMap<>();

  private CorePlacement(Program program, NetworkOnChip network) {
    this.program = program;
    this.network = network;
    cores = program.chip().cores();
    traffic = Traffic.of(program);
  }

  /// The program with its cores where they cost least, as far as exchanging them finds it.
  static Program near(Program program) {
    NetworkOnChip network = program.chip().networkOnChip();
    if (network == null || program.layers().isEmpty()) {
      return program;
    }
    return network.topology() == NetworkOnChip.Topology.MESH
        ? new CorePlacement(program, network).placed()
        : program;
  }

  private Program placed() {
    for (int s = 0; s < program.segments().size(); s++) {
      TreeSet<Integer> used = new TreeSet<>();
      for (ArrayLayer layer : layers(s)) {
        program.places(layer).forEach(tiles -> tiles.forEach(tile -> used.add(core(tile))));
      }
      place(s, List.copyOf(used));
    }
    // each segment lies well among those before it; all together may still be worse
    Program placed = moved();
    double before = traffic.byteHops(network, cores);
    return Traffic.of(placed).byteHops(network, cores) < before ? placed : program;
  }

  private List<ArrayLayer> layers(int segment) {
    Segment s = program.segments().get(segment);
    return program.layers().subList(s.from(), s.to());
  }

  private int core(Tile tile) {
    return tile.array() / program.chip().core().macros();
  }

  private void place(int segment, List<Integer> used) {
    List<Integer> slots = slots(used);
    if (used.size() > MOST_CORES || slots.size() < 2) {
      used.forEach(core -> moved.put(new Traffic.Place(segment, core), core));
      return;
    }
    int[][] distance = new int[slots.size()][slots.size()];
    for (int p = 0; p < slots.size(); p++) {
      for (int q = 0; q < slots.size(); q++) {
        distance[p][q] = network.hops(slots.get(p), slots.get(q), cores);
      }
    }
    Map<Integer, Integer> number = new HashMap<>();
    used.forEach(core -> number.put(core, number.size()));
    double[][] between = new double[used.size()][used.size()];
    double[][] fixed = new double[used.size()][slots.size()];
    for (Traffic.Message message : here(segment)) {
      for (Traffic.Place from : message.from()) {
        for (Traffic.Reader reader : message.to()) {
          Traffic.Place to = reader.place();
          double bytes = message.to(reader);
          Integer a = from.segment() == segment ? number.get(from.core()) : null;
          Integer b = to.segment() == segment ? number.get(to.core()) : null;
          if (a != null && b != null) {
            between[a][b] += a.equals(b) ? 0 : bytes;
            between[b][a] += a.equals(b) ? 0 : bytes;
          } else if (a != null || b != null) {
            int there = settled(a == null ? from : to);
            double[] costs = fixed[a == null ? Objects.requireNonNull(b) : a];
            for (int p = 0; p < slots.size(); p++) {
              costs[p] += bytes * network.hops(there, slots.get(p), cores);
            }
          }
        }
      }
    }
    List<int[]> starts = starts(used, slots);
    double most = busiest(segment, used, slots, starts.getFirst()) * (1 + 1e-9);
    for (int[] at : new Assignment(between, fixed, distance).improved(starts)) {
      if (busiest(segment, used, slots, at) <= most) {
        for (int i = 0; i < at.length; i++) {
          moved.put(new Traffic.Place(segment, used.get(i)), slots.get(at[i]));
        }
        return;
      }
    }
  }

  /// What a segment's cores get, and what they send to those that have their place.
  private List<Traffic.Message> here(int segment) {
    return traffic.messages().stream()
        .filter(message -> {
          int from = message.from().getFirst().segment();
          int to = message.to().getFirst().place().segment();
          return Math.max(from, to) == segment;
        })
        .toList();
  }

  private int settled(Traffic.Place place) {
    return moved.getOrDefault(place, place.core());
  }

  /// Bytes of the busiest link.
  ///
  /// @param at the slot of each core in use
  private double busiest(int segment, List<Integer> used, List<Integer> slots, int[] at) {
    Map<Integer, Integer> core = new HashMap<>();
    for (int i = 0; i < at.length; i++) {
      core.put(used.get(i), slots.get(at[i]));
    }
    ToIntFunction<Traffic.Place> where =
        place ->
            place.segment() == segment
                ? core.getOrDefault(place.core(), place.core())
                : settled(place);
    List<MeshLoad.Transfer> transfers = new ArrayList<>();
    for (Traffic.Message message : here(segment)) {
      transfers.add(
          new MeshLoad.Transfer(
              message.from().stream().mapToInt(where).toArray(),
              message.to().stream().map(Traffic.Reader::place).mapToInt(where).toArray(),
              message.to().stream().mapToDouble(Traffic.Reader::share).toArray(),
              message.bytes()));
    }
    return MeshLoad.busiest(transfers, cores);
  }

  /// Where the cores of a segment may lie: where they are, in the first rows, and in a square at
  /// core 0.
  private List<Integer> slots(List<Integer> used) {
    TreeSet<Integer> slots = new TreeSet<>(used);
    int width = NetworkOnChip.width(cores);
    int side = Math.min(width, NetworkOnChip.width(used.size()) + 1);
    for (int core = 0; core < cores && used.size() <= MOST_CORES; core++) {
      boolean square = core % width < side && core / width < side;
      if (square || core / width < Math.ceilDiv(used.size(), width)) {
        slots.add(core);
      }
    }
    return List.copyOf(slots);
  }

  /// In the order of their numbers: where they are; to and fro in rows as long as the grid's; the
  /// same in rows of a square.
  private List<int[]> starts(List<Integer> used, List<Integer> slots) {
    Map<Integer, Integer> slot = new HashMap<>();
    slots.forEach(core -> slot.put(core, slot.size()));
    List<int[]> starts = new ArrayList<>();
    starts.add(used.stream().mapToInt(core -> slot.getOrDefault(core, 0)).toArray());
    int width = NetworkOnChip.width(cores);
    for (int side : new int[] {width, NetworkOnChip.width(used.size())}) {
      List<Integer> snake = new ArrayList<>();
      for (int row = 0; row < width; row++) {
        for (int i = 0; i < side; i++) {
          Integer place = slot.get(row * width + (row % 2 == 0 ? i : side - 1 - i));
          if (place != null) {
            snake.add(place);
          }
        }
      }
      if (snake.size() >= used.size()) {
        starts.add(snake.stream().limit(used.size()).mapToInt(p -> p).toArray());
      }
    }
    return starts;
  }

  private Program moved() {
    Chip chip = program.chip();
    List<ArrayLayer> layers = new ArrayList<>();
    Map<String, List<List<Tile>>> copies = new LinkedHashMap<>();
    Set<Integer> arrays = new HashSet<>();
    for (int s = 0; s < program.segments().size(); s++) {
      int segment = s;
      for (ArrayLayer layer : layers(s)) {
        layers.add(layer.lying(moved(layer.tiles(), segment, arrays)));
        List<List<Tile>> also = program.copies().get(layer.node());
        if (also != null) {
          copies.put(
              layer.node(), also.stream().map(tiles -> moved(tiles, segment, arrays)).toList());
        }
      }
    }
    return new Program(
        chip,
        program.graph(),
        program.inputs(),
        program.types(),
        layers,
        arrays.size(),
        program.segments(),
        copies,
        program.vectorProducts(),
        program.rowsOn());
  }

  private List<Tile> moved(List<Tile> tiles, int segment, Set<Integer> arrays) {
    int macros = program.chip().core().macros();
    List<Tile> out = new ArrayList<>();
    for (Tile tile : tiles) {
      int core = moved.getOrDefault(new Traffic.Place(segment, core(tile)), core(tile));
      out.add(tile.in(core * macros + tile.array() % macros));
      arrays.add(out.getLast().array());
    }
    return out;
  }
}
