package bitline.time.decode;

import java.util.List;

/// What one token asks of a chip, in the order in which it is done.
///
/// @param name of the network
/// @param context tokens that attention looks at, this one counted
/// @param fits whether all its weights are known to fit the chip's arrays together, as a mapped
///   program shows; else places are counted
/// @param blocks one after another
public record Decoding(String name, int context, boolean fits, List<Block> blocks) {
  public Decoding {
    blocks = List.copyOf(blocks);
  }

  /// Tasks one after another, all of that so many times: a model's layers.
  public record Block(int times, List<Task> tasks) {
    public Block {
      tasks = List.copyOf(tasks);
    }
  }

  /// A piece of a token's work.
  public sealed interface Task {
    String name();
  }

  /// One vector times stored weights.
  public record Product(String name, long rows, long columns) implements Task {
    long weights() {
      return Math.multiplyExact(rows, columns);
    }
  }

  /// Work of the vector units.
  ///
  /// @param operations of lanes
  /// @param started whether it is a stage of its own; else it goes on with the product before it
  public record Vector(String name, double operations, boolean started) implements Task {
    Vector(String name, double operations) {
      this(name, operations, true);
    }
  }

  /// Rows of the KV cache that are read, known before the token comes.
  public record Cached(String name, double bytes) implements Task {}

  /// The token's own row that is added to the KV cache.
  public record Appended(String name, double bytes) implements Task {}

  /// A row of a table in the memory outside, known when the token is: its embedding.
  ///
  /// @param weights of the row
  /// @param table weights that are kept for it and for nothing else
  public record LookedUp(String name, double weights, long table) implements Task {}

  /// Stored weights that a token is multiplied with.
  public long weights() {
    long all = 0;
    for (Block block : blocks) {
      for (Task task : block.tasks) {
        all += task instanceof Product product ? block.times * product.weights() : 0;
      }
    }
    return all;
  }

  /// Weights that are kept to be looked up.
  public long tables() {
    long all = 0;
    for (Block block : blocks) {
      for (Task task : block.tasks) {
        all += task instanceof LookedUp row ? block.times * row.table : 0;
      }
    }
    return all;
  }

  /// Bytes of the KV cache that a token reads.
  public double cacheBytes() {
    double all = 0;
    for (Block block : blocks) {
      for (Task task : block.tasks) {
        all += task instanceof Cached cached ? block.times * cached.bytes : 0;
      }
    }
    return all;
  }
}
