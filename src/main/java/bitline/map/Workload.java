package bitline.map;

import bitline.chip.Chip;
import bitline.chip.Control;
import bitline.chip.HostLink;
import bitline.chip.Memory;
import bitline.graph.eval.ValueType;
import bitline.program.ArrayLayer;
import bitline.program.Loading;
import bitline.program.Program;
import bitline.program.Rows;
import bitline.program.VectorWork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a network asks of a chip, before anything is placed: everything that a price needs, out of
/// the descriptions that `time` plays as well ([Rows], [VectorWork], [Loading], [ArrayLayer]).
final class Workload {
  /// A layer.
  ///
  /// @param blocks arrays that one copy takes
  /// @param vectors that it is sent for one picture
  /// @param each seconds of its fullest array for one vector
  /// @param bytes of its weights
  /// @param rows written one after another in its fullest array: of its largest block, or of all
  ///   that come there where it is larger than all arrays together
  /// @param groups of rows that conduct one after another in its fullest array, likewise
  /// @param read bytes of the vectors for one picture
  record Load(
      int blocks, int vectors, double each, double bytes, int rows, int groups, double read) {
    /// Seconds of its arrays for one picture, vectors dealt out to copies.
    double seconds(int copies) {
      return Math.ceilDiv(vectors, copies) * each;
    }
  }

  /// A stage: a layer on arrays and what the vector unit does to its sums row by row, or nodes of
  /// the vector unit that hand rows on to one another.
  static final class Work {
    /// Number of the layer; −1: none.
    final int load;

    /// Number of the layer whose segment it is in.
    final int segmentOf;

    final int rows;

    /// Stages that it reads from first; −1: an input of the network.
    final int[] makers;

    /// Share of each one's rows that its first row needs.
    final double[] first;

    /// Share of its own rows that need the last of each one's.
    final double[] tail;

    /// Stages that it reads from row by row, later.
    final List<Integer> joins = new ArrayList<>();

    /// Seconds of one vector unit for one picture.
    double unit;

    /// Bytes that it sends to other stages for one picture, and to which.
    double sent;

    final List<Integer> readers = new ArrayList<>();

    Work(Pipeline.Stage stage, int[] makers) {
      load = stage.layer();
      segmentOf = stage.after();
      rows = stage.rows();
      this.makers = makers;
      first = new double[makers.length];
      tail = new double[makers.length];
      for (int i = 0; i < makers.length; i++) {
        Rows read = stage.reads().get(i).rows();
        int[] needed = read.needed();
        first[i] = read.rows() == 1 ? 1 : (needed[0] - 1.0) / (read.rows() - 1);
        long last = Arrays.stream(needed).filter(n -> n >= read.rows()).count();
        tail[i] = (double) last / needed.length;
      }
    }
  }

  /// What lies between a maker and one reader.
  ///
  /// @param value its number
  /// @param made number of the layer whose segment makes it
  /// @param read number of the layer whose segment reads it
  /// @param whole bytes of all of it
  /// @param held bytes of what is kept of it where both are in one segment
  record Held(int value, int made, int read, double whole, double held) {}

  final Chip chip;
  final List<Load> loads;
  final List<Work> works = new ArrayList<>();
  final List<Held> held = new ArrayList<>();

  /// By stage of the pipeline: the work that it belongs to.
  private int[] host = new int[0];

  /// Vector units; 1 where there is none, which takes no time.
  final int units;

  /// The memory in which weights wait.
  final @Nullable Memory waiting;

  /// Bytes for activations on the chip while weights are exchanged.
  final double room;

  /// Bytes of inputs that come out of the memory outside.
  final double inputs;

  /// Seconds in which a picture comes over the host's link.
  final double coming;

  /// Seconds that a stage takes to start.
  final double start;

  /// @param program with its layers, not placed
  Workload(Program program, Map<String, ValueType> types, List<Load> loads) {
    chip = program.chip();
    this.loads = List.copyOf(loads);
    Control control = chip.control();
    start = control == null ? 0 : control.start();
    waiting = chip.weightsWait(program.weightBytes());
    room = chip.outside() == null ? Double.POSITIVE_INFINITY : room(program.weightBytes());
    VectorWork vector = new VectorWork(chip, program.graph(), types);
    units = Math.max(1, vector.units());
    Pipeline pipeline = Pipeline.of(program, types);
    works(pipeline, program, vector);
    Map<String, Integer> readers = new HashMap<>();
    pipeline
        .all()
        .forEach(
            stage -> stage.reads().forEach(read -> readers.merge(read.value(), 1, Integer::sum)));
    Map<String, Integer> values = new HashMap<>();
    for (Pipeline.Stage stage : pipeline.all()) {
      for (Pipeline.Read read : stage.reads()) {
        double whole = bytes(pipeline.types(), read.value());
        var rows = read.rows();
        boolean several = readers.getOrDefault(read.value(), 0) > 1;
        boolean passed = !several && rows.rowByRow();
        double kept = several ? whole : Math.min(whole, whole * (rows.most() + 1) / rows.rows());
        int value = values.computeIfAbsent(read.value(), _ -> values.size());
        int made = read.maker() < 0 ? 0 : pipeline.all().get(read.maker()).after();
        held.add(new Held(value, made, stage.after(), whole, passed ? 0 : kept));
      }
    }
    sending(pipeline);
    double come = 0;
    for (var port : program.graph().inputs()) {
      come += readers.containsKey(port.name()) ? bytes(pipeline.types(), port.name()) : 0;
    }
    HostLink host = chip.host();
    inputs = host == null ? come : 0;
    coming = host == null ? 0 : host.latency() + come / host.bandwidth();
  }

  private static double bytes(Map<String, ValueType> types, String value) {
    var type = Objects.requireNonNull(types.get(value));
    return type.shape().elements() * Math.max(8, type.type().bits()) / 8.0;
  }

  /// Puts nodes that need the same row of each operand to the stage that makes the last of them, as
  /// `time` does.
  private void works(Pipeline pipeline, Program program, VectorWork vector) {
    Map<String, ArrayLayer> products = new HashMap<>();
    program.vectorProducts().forEach(product -> products.put(product.node(), product));
    host = new int[pipeline.all().size()];
    for (int s = 0; s < host.length; s++) {
      Pipeline.Stage stage = pipeline.all().get(s);
      ArrayLayer product = products.get(stage.node().name());
      double unit =
          stage.layer() >= 0
              ? vector.finishing(program.layers().get(stage.layer()).outputShape().elements())
              : product == null
                  ? vector.seconds(stage.node())
                  : vector.product(product.unrolling().macs(), product.outputShape().elements());
      int[] makers =
          stage.reads().stream()
              .mapToInt(read -> read.maker() < 0 ? -1 : host[read.maker()])
              .toArray();
      int last = Arrays.stream(makers).max().orElse(-1);
      if (stage.layer() < 0 && product == null && last >= 0 && joins(stage, works.get(last))) {
        host[s] = last;
        works.get(last).unit += unit;
        for (int maker : makers) {
          if (maker >= 0 && maker != last) {
            works.get(last).joins.add(maker);
          }
        }
      } else {
        host[s] = works.size();
        Work work = new Work(stage, makers);
        work.unit = unit;
        works.add(work);
      }
    }
  }

  private void sending(Pipeline pipeline) {
    Set<String> counted = new HashSet<>();
    for (int s = 0; s < host.length; s++) {
      for (Pipeline.Read read : pipeline.all().get(s).reads()) {
        int maker = read.maker() < 0 ? -1 : host[read.maker()];
        if (maker >= 0 && maker != host[s]) {
          works.get(maker).readers.add(host[s]);
          works.get(maker).sent +=
              counted.add(read.value()) ? bytes(pipeline.types(), read.value()) : 0;
        }
      }
    }
  }

  private static boolean joins(Pipeline.Stage stage, Work work) {
    return stage.after() == work.segmentOf
        && stage.rows() == work.rows
        && stage.reads().stream()
            .allMatch(read -> read.rows().rowByRow() && read.rows().rows() == work.rows);
  }

  private double room(double weights) {
    Memory buffer = chip.core().buffer();
    double bytes = buffer == null ? 0 : buffer.size() * chip.cores();
    boolean told = buffer != null;
    for (Memory memory : chip.memories()) {
      if (memory.type().onChip()) {
        bytes += memory.size();
        told = true;
      }
    }
    Memory from = waiting;
    if (from != null && from.type().onChip()) {
      bytes -= weights;
    }
    return told ? bytes : Double.POSITIVE_INFINITY;
  }

  /// Seconds in which the memory outside moves so many bytes.
  double outside(double bytes) {
    Memory outside = chip.outside();
    return outside == null ? 0 : outside.seconds(bytes);
  }

  /// Seconds in which cores read vectors through their buffers' ports.
  double reading(double bytes) {
    Memory buffer = chip.core().buffer();
    return buffer == null || buffer.bandwidth() == null ? 0 : buffer.seconds(bytes);
  }

  /// The weights of the layers from `from` to `to` (exclusive), one copy of each.
  Loading loading(int from, int to) {
    double bytes = 0;
    int rows = 0;
    for (int i = from; i < to; i++) {
      Load load = loads.get(i);
      bytes += load.bytes;
      rows = Math.max(rows, load.rows);
    }
    return new Loading(bytes, rows);
  }
}
