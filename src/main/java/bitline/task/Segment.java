package bitline.task;

import bitline.base.Problem;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.text.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A class a pixel: the output `1 x classes x rows x columns` holds one score a class and pixel,
/// the greatest wins (the first of equals).
///
/// @param output the output's name, or null for the first
/// @param scored classes 0 to this − 1 count in the score; labels at or above it are "void" and
///   left out
record Segment(@Nullable String output, @Range(min = 1, max = 255) int scored) implements Task {
  public Segment {
    if (scored < 1 || scored > 255) {
      throw new IllegalArgumentException("scored " + scored + "; 1 to 255 classes are possible");
    }
  }

  @Override
  public String word() {
    return "segment";
  }

  @Override
  public Answer.Mask answer(Map<String, Tensor> outputs, Placement placement) {
    return new Answer.Mask(strongest(Task.output(outputs, output)), placement);
  }

  /// The class of the greatest score at each pixel.
  static LabelMap strongest(Tensor scores) {
    Shape shape = scores.shape();
    if (shape.rank() != 4
        || shape.size(0) != 1
        || shape.size(1) < 2
        || shape.size(1) > 256
        || shape.elements() == 0) {
      throw new Problem("a mask needs an output 1 x classes x rows x columns, not " + shape);
    }
    int pixels = shape.size(2) * shape.size(3);
    float[] data = scores.toFloats();
    byte[] classes = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      int best = 0;
      for (int c = 1; c < shape.size(1); c++) {
        if (data[c * pixels + i] > data[best * pixels + i]) {
          best = c;
        }
      }
      classes[i] = (byte) best;
    }
    return new LabelMap(shape.size(3), shape.size(2), classes);
  }

  /// `mIoU`: intersection over union of each class over the pixels of all pictures together, then
  /// the mean over the classes that occur; also the share of pixels that are right. A void answer
  /// on a labelled pixel is wrong.
  @Override
  public Score score(List<Answer> answers, Truth truth) {
    Truth.Maps maps = Task.need(truth, Truth.Maps.class, "label pictures", this, answers.size());
    List<Answer.Mask> masks = Task.cast(answers, Answer.Mask.class);
    Confusion confusion = new Confusion(scored + 1);
    for (int i = 0; i < masks.size(); i++) {
      LabelMap right = sameSize(maps.map().apply(i), masks.get(i).placement(), i);
      for (int y = 0; y < right.height(); y++) {
        for (int x = 0; x < right.width(); x++) {
          if (right.at(x, y) < scored) {
            confusion.add(right.at(x, y), Math.min(scored, masks.get(i).at(x, y)));
          }
        }
      }
    }
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("pixel accuracy", confusion.accuracy());
    double sum = 0;
    int classes = 0;
    for (int c = 0; c < scored; c++) {
      double overlap = confusion.overlap(c);
      if (!Double.isNaN(overlap)) {
        details.put("IoU class " + c, overlap);
        sum += overlap;
        classes++;
      }
    }
    return new Score("mIoU", classes == 0 ? 0 : sum / classes, masks.size(), details);
  }

  static LabelMap sameSize(LabelMap right, Placement placement, int item) {
    if (right.width() != placement.pictureWidth() || right.height() != placement.pictureHeight()) {
      throw new Problem(
          "label picture "
              + (item + 1)
              + " is "
              + right.width()
              + "x"
              + right.height()
              + ", its picture "
              + placement.pictureWidth()
              + "x"
              + placement.pictureHeight());
    }
    return right;
  }

  /// The share of pixels with the same class.
  @Override
  public double agreement(Answer one, Answer other) {
    byte[] a = ((Answer.Mask) one).map().values();
    byte[] b = ((Answer.Mask) other).map().values();
    long same = 0;
    for (int i = 0; i < a.length; i++) {
      same += a[i] == b[i] ? 1 : 0;
    }
    return (double) same / a.length;
  }
}
