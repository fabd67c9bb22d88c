package bitline.graph.pass;

import java.util.List;

/// The general passes, in the order in which they run.
public final class Passes {
  static final Pass FOLD_CONSTANTS =
      new Pass(
          "fold-constants",
          "computes nodes whose operands, or whose operands' shapes, are known before the run",
          FoldConstants::rewrite);

  static final Pass DROP_IDENTITY =
      new Pass(
          "drop-identity",
          "removes nodes that pass their input on: Identity, Dropout, casts to the same type",
          DropIdentity::rewrite);

  static final Pass FOLD_BATCH_NORM =
      new Pass(
          "fold-batch-norm",
          "multiplies BatchNormalization into the weights of the convolution or product before it",
          FoldBatchNorm::rewrite);

  public static final Pass DROP_DEAD_NODES =
      new Pass(
          "drop-dead-nodes",
          "removes nodes and constants that no output depends on",
          DropDeadNodes::rewrite);

  /// All of them, in order.
  public static final List<Pass> GENERAL =
      List.of(FOLD_CONSTANTS, DROP_IDENTITY, FOLD_BATCH_NORM, DROP_DEAD_NODES);

  private Passes() {}
}
