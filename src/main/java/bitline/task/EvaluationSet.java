package bitline.task;

import bitline.base.Problem;
import bitline.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Inputs to run a network on, in a fixed order, with their labels where they are known. Inputs are
/// made when they are asked for and not kept, so a large folder costs no memory.
public final class EvaluationSet {
  private final int size;
  private final @Nullable Truth truth;
  private final BiFunction<ModelCard, Integer, Item> items;

  EvaluationSet(
      String name, int size, @Nullable Truth truth, BiFunction<ModelCard, Integer, Item> items) {
    if (size == 0) {
      throw Problem.at(name, "an evaluation set without inputs");
    }
    this.size = size;
    this.truth = truth;
    this.items = items;
  }

  /// One input of a network.
  ///
  /// @param inputs a tensor for each graph input, with a batch axis of 1
  /// @param placement where the picture lies in the input
  /// @param picture the picture as it was read; null where the input is none
  public record Item(
      String name, Map<String, Tensor> inputs, Placement placement, @Nullable Picture picture) {}

  /// A stored set by name, see [StoredSets], below a data folder laid out as
  /// `docs/evaluation-sets.md` tells.
  public static EvaluationSet of(String name, Path dataFolder) {
    return StoredSets.open(name, dataFolder);
  }

  /// The pictures of a folder, with labels when a label file (or a folder of label pictures) is
  /// given; see [Labels]. Or those of an `.npy` file, see [PictureStack].
  public static EvaluationSet folder(Path folder, @Nullable Path labels, ModelCard card) {
    if (PictureStack.is(folder)) {
      if (labels != null && !(card.task() instanceof Classify)) {
        throw Problem.at(
            labels.toString(),
            "classes do not label pictures of task '" + card.task().word() + "'");
      }
      return PictureStack.open(folder, labels, card.names().size());
    }
    List<Path> pictures = Pictures.list(folder);
    Truth truth = labels == null ? null : Labels.read(labels, card, pictures);
    return pictures(folder.toString(), pictures, truth);
  }

  static EvaluationSet pictures(String name, List<Path> pictures, @Nullable Truth truth) {
    return new EvaluationSet(
        name, pictures.size(), truth, (card, i) -> card.prepare(Pictures.read(pictures.get(i))));
  }

  public int size() {
    return size;
  }

  /// The labels, or null when there are none.
  public @Nullable Truth truth() {
    return truth;
  }

  /// Input `index` (from 0) for a network whose card was fitted to its graph.
  public Item item(int index, ModelCard card) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("input " + index + " of " + size);
    }
    return items.apply(card, index);
  }
}
