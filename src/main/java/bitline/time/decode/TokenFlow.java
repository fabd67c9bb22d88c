package bitline.time.decode;

import bitline.chip.Chip;
import bitline.chip.Control;
import bitline.chip.HostLink;
import bitline.chip.Memory;
import bitline.chip.VectorUnit;
import bitline.program.Loading;
import bitline.time.Bound;
import bitline.time.EventLoop;
import bitline.time.Flow;
import bitline.time.Played;
import bitline.time.Step;
import bitline.time.Watcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decoding as a flow. Two processes:
///
/// - *Delivery* brings what is known before a token comes, in the order of use: weights, piece by
///   piece into arrays that are free, and the KV cache's rows into buffers. It runs ahead as far as
///   there is room, into the next token too.
/// - *The token* goes from task to task: products on all arrays, a piece when its weights are
///   there, everything else on all vector units together; the command processor starts each task.
///   Its own key and value go out to the memory outside, its embedding comes in.
///
/// Weights stay where all fit the arrays, and so does the KV cache in half of the chip's memories
/// where it fits; else all of them pass for every token. That a part could stay is left out. Pieces
/// are at most half of the arrays' places, so that one half is written while the other works.
final class TokenFlow {
  /// Tokens that are played; the first one fills the chip.
  private static final int TOKENS = 4;

  private static final long MANY = 1L << 40;

  /// Bytes of a token's number on its way to the host.
  private static final double TOKEN_BYTES = 4;

  private final Decoding decoding;
  private final Chip chip;
  private final @Nullable Memory memory;
  private final Setting setting;
  private final Flow.Builder builder = new Flow.Builder();
  private final boolean resident;
  private final boolean cacheOnChip;
  private final int outside;
  private final int arrays;
  private final int vectorUnits;
  private final int control;
  private final int space;
  private final int ready;
  private final int cacheSpace;
  private final int cacheReady;
  private final long most;
  private final double cachePiece;
  private final double laneOperations;
  private double weightBytes;
  private double cacheBytes;
  private double otherBytes;

  private TokenFlow(Decoding decoding, Chip chip, @Nullable Memory memory, Setting setting) {
    this.decoding = decoding;
    this.chip = chip;
    this.memory = memory;
    this.setting = setting;
    resident = fits(decoding, chip, setting.weightBits());
    double room = room(chip) / 2;
    cacheOnChip = memory == null || decoding.cacheBytes() * setting.sequences() <= room;
    outside =
        builder.store(
            Flow.Store.units(
                memory == null ? "no memory outside" : memory.name() + " (" + memory.type() + ")",
                1));
    arrays = builder.store(Flow.Store.units("arrays", 1));
    vectorUnits = builder.store(Flow.Store.units("vector units", 1));
    control = builder.store(Flow.Store.units("command processor", 1));
    most = Math.max(1, chip.weightPlaces() / 2);
    space = builder.store(Flow.Store.space("places for weights", 2 * most));
    ready = builder.store(Flow.Store.contents("weights", 2 * most));
    cacheSpace = builder.store(Flow.Store.space("buffers for keys and values", 2));
    cacheReady = builder.store(Flow.Store.contents("keys and values", MANY));
    cachePiece = Math.max(1, room / 2);
    VectorUnit core = chip.core().vectorUnit();
    VectorUnit unit = core == null ? chip.vectorUnit() : core;
    laneOperations =
        unit == null
            ? Double.POSITIVE_INFINITY
            : (double) unit.lanes() * unit.clock() * (core == null ? 1 : chip.cores());
  }

  /// How one decoding was played.
  record Run(
      double interval,
      boolean resident,
      boolean cacheOnChip,
      double weightBytes,
      double cacheBytes,
      double otherBytes,
      List<DecodeTiming.Part> units,
      long events) {
    /// Bytes that pass the memory outside for a token.
    double bytes() {
      return weightBytes + cacheBytes + otherBytes;
    }
  }

  /// @param memory outside, in place of the chip's own
  static Run of(Decoding decoding, Chip chip, @Nullable Memory memory, Setting setting) {
    return new TokenFlow(decoding, chip, memory, setting).run();
  }

  /// Whether all weights stay in the arrays.
  static boolean fits(Decoding decoding, Chip chip, int weightBits) {
    return decoding.fits() || places(decoding, chip, weightBits) <= chip.weightPlaces();
  }

  /// Arrays' worth of weights that a model fills.
  static long places(Decoding decoding, Chip chip, int weightBits) {
    long places = 0;
    for (Decoding.Block block : decoding.blocks()) {
      for (Decoding.Task task : block.tasks()) {
        if (task instanceof Decoding.Product product) {
          places += block.times() * tiles(product, chip, weightBits);
        }
      }
    }
    return places;
  }

  private static long tiles(Decoding.Product product, Chip chip, int weightBits) {
    return Math.ceilDiv(product.rows(), chip.array().inputRows())
        * Math.ceilDiv(product.columns(), chip.macro().weightsPerRow(weightBits));
  }

  /// Bytes of all memories on the chip; without limit where it tells of none.
  static double room(Chip chip) {
    Memory buffer = chip.core().buffer();
    double bytes = buffer == null ? 0 : buffer.size() * chip.cores();
    boolean told = buffer != null;
    for (Memory memory : chip.memories()) {
      if (memory.type().onChip()) {
        bytes += memory.size();
        told = true;
      }
    }
    return told ? bytes : Double.POSITIVE_INFINITY;
  }

  private Run run() {
    List<Flow.Loop> delivery = new ArrayList<>();
    List<Flow.Loop> token = new ArrayList<>();
    for (Decoding.Block block : decoding.blocks()) {
      List<Step> bring = new ArrayList<>();
      List<Step> work = new ArrayList<>();
      for (Decoding.Task task : block.tasks()) {
        add(task, block.times(), bring, work);
      }
      if (!bring.isEmpty()) {
        delivery.add(new Flow.Loop(block.times(), bring));
      }
      if (!work.isEmpty()) {
        token.add(new Flow.Loop(block.times(), work));
      }
    }
    HostLink host = chip.host();
    double end =
        setting.outside() + (host == null ? 0 : host.latency() + TOKEN_BYTES / host.bandwidth());
    token.add(Flow.Loop.of(1, new Step.Work(ticks(end))));
    builder.process("the token", TOKENS, token.toArray(new Flow.Loop[0]));
    if (!delivery.isEmpty()) {
      builder.process("delivery", TOKENS, delivery.toArray(new Flow.Loop[0]));
    }
    Flow flow = builder.flow();
    List<Long> ends = new ArrayList<>();
    Watcher watcher =
        new Watcher() {
          @Override
          public void round(int process, long round, long time) {
            if (process == 0) {
              ends.add(time);
            }
          }
        };
    return switch (EventLoop.play(flow, watcher)) {
      case Played.Stuck stuck ->
          throw new IllegalStateException("the chip would stand still: " + stuck.text());
      case Played.Done done ->
          new Run(
              (ends.getLast() - ends.getFirst()) * 1e-15 / (TOKENS - 1),
              resident,
              cacheOnChip,
              weightBytes,
              cacheBytes,
              otherBytes,
              Bound.of(flow).units().stream()
                  .filter(unit -> unit.time() > 0)
                  .map(unit -> new DecodeTiming.Part(unit.name(), unit.time() * 1e-15 / TOKENS))
                  .toList(),
              done.events());
    };
  }

  private void add(Decoding.Task task, int times, List<Step> bring, List<Step> work) {
    int sequences = setting.sequences();
    switch (task) {
      case Decoding.Product product -> {
        start(work);
        add(product, times, bring, work);
      }
      case Decoding.Vector vector -> {
        if (vector.started()) {
          start(work);
        }
        use(work, vectorUnits, sequences * vector.operations() / laneOperations);
      }
      case Decoding.Cached cached -> {
        if (!cacheOnChip) {
          bring(cached.bytes() * sequences, bring, work);
          cacheBytes += times * cached.bytes() * sequences;
        }
      }
      case Decoding.Appended appended -> {
        if (!cacheOnChip) {
          use(work, outside, seconds(appended.bytes() * sequences));
          cacheBytes += times * appended.bytes() * sequences;
        }
      }
      case Decoding.LookedUp row -> {
        double bytes = row.weights() * setting.weightBits() / 8 * sequences;
        use(work, outside, seconds(bytes));
        otherBytes += memory == null ? 0 : times * bytes;
      }
    }
  }

  private void add(Decoding.Product product, int times, List<Step> bring, List<Step> work) {
    long tiles = tiles(product, chip, setting.weightBits());
    double bytes = product.weights() * setting.weightBits() / 8.0;
    double step = chip.operatingPoint().step() * chip.macro().stepsPerVector(setting.inputBits());
    if (resident) {
      use(work, arrays, Math.ceilDiv(tiles, chip.arrays()) * step * setting.sequences());
      return;
    }
    weightBytes += times * bytes;
    int pieces = Math.toIntExact(Math.ceilDiv(tiles, most));
    for (int p = 0; p < pieces; p++) {
      long here = tiles * (p + 1) / pieces - tiles * p / pieces;
      long turns = Math.ceilDiv(here, chip.arrays());
      double delivery = seconds(bytes * here / tiles);
      double writing = new Loading(0, Math.toIntExact(turns * chip.array().rows())).writing(chip);
      bring.add(new Step.Take(space, here));
      use(bring, outside, delivery);
      if (writing > delivery) {
        bring.add(new Step.Work(ticks(writing - delivery)));
      }
      bring.add(new Step.Put(ready, here));
      work.add(new Step.Take(ready, here));
      use(work, arrays, turns * step * setting.sequences());
      work.add(new Step.Put(space, here));
    }
  }

  /// Rows of the cache pass through two buffers, each a quarter of the chip's memories.
  private void bring(double bytes, List<Step> bring, List<Step> work) {
    int pieces = Math.toIntExact((long) Math.ceil(bytes / cachePiece));
    for (int p = 0; p < pieces; p++) {
      bring.add(new Step.Take(cacheSpace, 1));
      use(bring, outside, seconds(bytes / pieces));
      bring.add(new Step.Put(cacheReady, 1));
      work.add(new Step.Take(cacheReady, 1));
      work.add(new Step.Put(cacheSpace, 1));
    }
  }

  private void start(List<Step> work) {
    Control processor = chip.control();
    if (processor != null) {
      use(work, control, processor.start());
    }
  }

  private double seconds(double bytes) {
    return memory == null ? 0 : memory.seconds(bytes);
  }

  private static void use(List<Step> steps, int unit, double seconds) {
    if (seconds > 0) {
      steps.add(new Step.Take(unit, 1));
      steps.add(new Step.Work(ticks(seconds)));
      steps.add(new Step.Put(unit, 1));
    }
  }

  private static long ticks(double seconds) {
    return (long) Math.ceil(seconds * 1e15);
  }
}
