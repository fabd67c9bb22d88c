package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One matrix of a layer, by the identity of what it is prepared from: a layer sized for another number of vectors shares
/// its weights and what engines made of them.
record MatrixKey(int[] weights, Coding coding, @Nullable AdcRange range, int group) {
  MatrixKey(ArrayLayer layer, int group) {
    this(layer.weights(), layer.coding(), layer.range(), group);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MatrixKey that
        && that.weights == weights
        && that.group == group
        && that.coding.equals(coding)
        && Objects.equals(that.range, range);
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(weights) * 31 + group;
  }
}
