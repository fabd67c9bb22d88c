package bitline.explore;

import bitline.map.Mapping;
import bitline.program.Batch;
import bitline.time.Timing;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// How many pictures of a batch go through a segment together. Many share the writing of its
/// weights, few leave so little between segments that it stays on the chip; which is faster is
/// found by mapping for each divisor of the batch and playing it.
public final class Together {
  /// Batches that are played for each.
  private static final int PLAYED = 2;

  private Together() {}

  /// @param mapping the fastest, or one that says why there is none
  public record Choice(Mapping mapping, Batch batch) {}

  /// The fastest.
  ///
  /// @param pictures of the batch
  /// @param map the mapping for so many pictures together
  public static Choice fastest(int pictures, IntFunction<Mapping> map) {
    @Nullable Choice best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int together = pictures; together >= 1; together--) {
      if (pictures % together != 0) {
        continue;
      }
      Batch batch = new Batch(pictures, together);
      Choice choice = new Choice(map.apply(together), batch);
      if (!(choice.mapping instanceof Mapping.Mapped mapped) || mapped.program().resident()) {
        return best == null ? choice : best;
      }
      double interval = Timing.of(mapped.program(), batch, PLAYED).interval();
      if (interval < least) {
        least = interval;
        best = choice;
      }
    }
    if (best == null) {
      throw new IllegalStateException("a batch of " + pictures + " has no divisor");
    }
    return best;
  }
}
