package bitline.compare;

import java.util.List;

/// A network as work for a machine, one picture: its products with what is done to their results,
/// in order. What every baseline runs; nothing of a machine is in it.
///
/// @param network name
/// @param layers in the order in which they run
public record Workload(String network, List<Layer> layers) {
  public Workload {
    layers = List.copyOf(layers);
  }

  /// One product, or element-wise work that no product can take with it.
  ///
  /// A product is `groups` matrices of `k` × `n` weights that `m` vectors of `k` inputs are
  /// multiplied with. Element-wise work has no macs: k = 0.
  ///
  /// @param name of the node
  /// @param operator such as `Conv`
  /// @param groups matrices
  /// @param m vectors a matrix takes for one picture
  /// @param n columns of a matrix
  /// @param k rows of a matrix
  /// @param stationary whether the matrices follow from constants (else they are activations)
  /// @param inputs elements read for one picture: the picture once, not once a window
  /// @param weights elements of all matrices
  /// @param outputs elements written for one picture
  /// @param fused element-wise operations on results that a kernel does on the way (bias,
  ///   activation, residual sum, scale)
  /// @param fusedInputs elements that these read beside the results (the other side of a sum)
  public record Layer(
      String name,
      String operator,
      int groups,
      long m,
      long n,
      long k,
      boolean stationary,
      long inputs,
      long weights,
      long outputs,
      long fused,
      long fusedInputs) {
    /// Multiply-accumulates of one picture.
    public long macs() {
      return groups * m * n * k;
    }

    /// Whether it is a product.
    public boolean product() {
      return k > 0;
    }
  }

  /// Multiply-accumulates of one picture.
  public long macs() {
    return layers.stream().mapToLong(Layer::macs).sum();
  }

  /// Weights that are constants.
  public long weights() {
    return layers.stream().filter(Layer::stationary).mapToLong(Layer::weights).sum();
  }
}
