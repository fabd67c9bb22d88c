package bitline.task;

import bitline.base.Problem;
import bitline.tensor.ElementType;
import bitline.tensor.Npy;
import bitline.tensor.Tensor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Pictures of one size in one NumPy file: bytes, count × height × width × channels, of which there
/// are 3 (red, green, blue) or 1 (grey), and their classes in another, one integer a picture. This
/// is how small data sets such as CIFAR are kept.
final class PictureStack {
  private PictureStack() {}

  /// Whether a path names such a file.
  static boolean is(Path path) {
    return path.toString().endsWith(".npy");
  }

  /// @param labels the classes' file; null where they are not known
  /// @param classes how many the network knows; 0: not checked
  static EvaluationSet open(Path images, @Nullable Path labels, int classes) {
    Tensor stored = Npy.read(images);
    int channels = stored.shape().rank() == 4 ? stored.shape().size(3) : 0;
    if (stored.type() != ElementType.UINT8 || (channels != 1 && channels != 3)) {
      throw Problem.at(
          images.toString(),
          stored.type().text()
              + " "
              + stored.shape()
              + "; pictures are uint8, count x height x width x 3 (or 1)");
    }
    Tensor.Ints samples = (Tensor.Ints) stored;
    int height = samples.shape().size(1);
    int width = samples.shape().size(2);
    Pictures.checkSize(width, height);
    int count = samples.shape().size(0);
    String stem = Labels.stem(images);
    return new EvaluationSet(
        images.toString(),
        count,
        labels == null ? null : classes(labels, count, classes),
        (card, i) ->
            card.prepare(
                Pictures.picture(
                    stem + " " + i,
                    width,
                    height,
                    channels,
                    samples,
                    i * samples.shape().span(1, 4))));
  }

  private static Truth.Classes classes(Path file, int count, int classes) {
    if (!is(file)) {
      throw Problem.at(file.toString(), "labels of pictures in an .npy file are in one too");
    }
    Tensor labels = Npy.read(file);
    if (labels.elements() != count || labels.type().isFloat()) {
      throw Problem.at(
          file.toString(),
          labels.elements()
              + " labels of type "
              + labels.type().text()
              + " for "
              + count
              + " pictures; one integer a picture is needed");
    }
    int[] known = new int[count];
    for (int i = 0; i < count; i++) {
      long label = labels.intAt(i);
      if (label < 0 || (classes > 0 && label >= classes)) {
        throw Problem.at(
            file.toString(),
            "label " + label + " of picture " + i + " is not 0 to " + (classes - 1));
      }
      known[i] = (int) label;
    }
    return new Truth.Classes(known);
  }
}
