package bitline.task;

import bitline.tensor.Tensor;
import bitline.text.Default;
import bitline.text.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Objects in boxes: the network's raw boxes decoded, weak ones dropped, and of boxes of one class
/// that overlap only the surest kept (class-wise non-maximum suppression).
///
/// @param decoder how the output is read
/// @param scoreThreshold boxes less sure are dropped
/// @param overlapThreshold boxes that overlap a surer one of their class by more are dropped
record Detect(
    BoxDecoder decoder,
    @Default("0.05") @Range(min = 0, max = 1) double scoreThreshold,
    @Default("0.45") @Range(min = 0, max = 1) double overlapThreshold)
    implements Task {
  /// Boxes a picture, at most: what a real picture never holds, and a ruined network could.
  private static final int MOST_BOXES = 300;

  /// Boxes looked at before suppression, surest first.
  private static final int MOST_CANDIDATES = 5000;

  @Override
  public String word() {
    return "detect";
  }

  @Override
  public Answer.Boxes answer(Map<String, Tensor> outputs, Placement placement) {
    List<Box> candidates =
        decoder.decode(outputs, placement, scoreThreshold).stream()
            .sorted(Comparator.comparingDouble(Box::score).reversed())
            .limit(MOST_CANDIDATES)
            .toList();
    List<Box> kept = new ArrayList<>();
    for (Box box : candidates) {
      if (kept.size() < MOST_BOXES
          && kept.stream()
              .noneMatch(k -> k.label() == box.label() && k.overlap(box) > overlapThreshold)) {
        kept.add(box);
      }
    }
    return new Answer.Boxes(kept.stream().map(box -> onPicture(box, placement)).toList());
  }

  private static Box onPicture(Box box, Placement placement) {
    return new Box(
        box.label(),
        box.score(),
        Math.clamp(placement.pictureX(box.left()), 0, placement.pictureWidth()),
        Math.clamp(placement.pictureY(box.top()), 0, placement.pictureHeight()),
        Math.clamp(placement.pictureX(box.right()), 0, placement.pictureWidth()),
        Math.clamp(placement.pictureY(box.bottom()), 0, placement.pictureHeight()));
  }

  /// `mAP50`: see [AveragePrecision].
  @Override
  public Score score(List<Answer> answers, Truth truth) {
    Truth.Objects objects = Task.need(truth, Truth.Objects.class, "boxes", this, answers.size());
    return AveragePrecision.at50(Task.cast(answers, Answer.Boxes.class), objects);
  }

  /// Twice the boxes found in both, over all boxes: boxes of one class that overlap by half, paired
  /// surest first, of those with a confidence of at least 0.3.
  @Override
  public double agreement(Answer one, Answer other) {
    List<Box> a = sure(one);
    List<Box> b = new ArrayList<>(sure(other));
    int all = a.size() + b.size();
    int both = 0;
    for (Box box : a) {
      Box match =
          b.stream()
              .filter(o -> o.label() == box.label() && o.overlap(box) >= 0.5)
              .max(Comparator.comparingDouble(o -> o.overlap(box)))
              .orElse(null);
      if (match != null) {
        b.remove(match);
        both++;
      }
    }
    return all == 0 ? 1 : 2.0 * both / all;
  }

  private static List<Box> sure(Answer answer) {
    return ((Answer.Boxes) answer).boxes().stream().filter(box -> box.score() >= 0.3).toList();
  }
}
