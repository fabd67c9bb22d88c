package bitline.task;

import bitline.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lane markings as pixels, and the drivable area where the network tells it: two outputs `1 x 2 x
/// rows x columns` of scores for "no" and "yes". In the answer's mask [#LANE] wins over [#AREA].
///
/// @param lanes the output of lane markings
/// @param area the output of the drivable area, or null
public record LaneMasks(String lanes, @Nullable String area) implements Task {
  public static final int AREA = 1;
  public static final int LANE = 2;

  @Override
  public String word() {
    return "lanes";
  }

  @Override
  public Answer.Mask answer(Map<String, Tensor> outputs, Placement placement) {
    LabelMap lane = Segment.strongest(Task.output(outputs, lanes));
    byte[] values = new byte[lane.values().length];
    LabelMap drivable = area == null ? null : Segment.strongest(Task.output(outputs, area));
    for (int i = 0; i < values.length; i++) {
      boolean inArea =
          drivable != null && i < drivable.values().length && drivable.values()[i] == 1;
      values[i] = (byte) (lane.values()[i] == 1 ? LANE : inArea ? AREA : 0);
    }
    return new Answer.Mask(new LabelMap(lane.width(), lane.height(), values), placement);
  }

  /// `lane IoU`: intersection over union of marked pixels, on the network's output grid (a pixel
  /// there is marked when the label at its centre is not 0), over all pictures together; also
  /// recall.
  @Override
  public Score score(List<Answer> answers, Truth truth) {
    Truth.Maps maps = Task.need(truth, Truth.Maps.class, "label pictures", this, answers.size());
    List<Answer.Mask> masks = Task.cast(answers, Answer.Mask.class);
    Confusion confusion = new Confusion(2);
    for (int i = 0; i < masks.size(); i++) {
      Answer.Mask mask = masks.get(i);
      LabelMap right = Segment.sameSize(maps.map().apply(i), mask.placement(), i);
      for (int y = 0; y < mask.map().height(); y++) {
        for (int x = 0; x < mask.map().width(); x++) {
          confusion.add(markedAt(right, mask, x, y) ? 1 : 0, mask.map().at(x, y) == LANE ? 1 : 0);
        }
      }
    }
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("recall", orZero(confusion.recall(1)));
    details.put("pixel accuracy", confusion.accuracy());
    return new Score("lane IoU", orZero(confusion.overlap(1)), masks.size(), details);
  }

  private static boolean markedAt(LabelMap right, Answer.Mask mask, int x, int y) {
    Placement placement = mask.placement();
    double inputX = (x + 0.5) * placement.inputWidth() / mask.map().width();
    double inputY = (y + 0.5) * placement.inputHeight() / mask.map().height();
    int column = (int) Math.floor(placement.pictureX(inputX));
    int row = (int) Math.floor(placement.pictureY(inputY));
    return column >= 0
        && row >= 0
        && column < right.width()
        && row < right.height()
        && right.at(column, row) != 0;
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /// Intersection over union of the two markings; 1 when neither marks anything.
  @Override
  public double agreement(Answer one, Answer other) {
    byte[] a = ((Answer.Mask) one).map().values();
    byte[] b = ((Answer.Mask) other).map().values();
    long both = 0;
    long either = 0;
    for (int i = 0; i < a.length; i++) {
      both += a[i] == LANE && b[i] == LANE ? 1 : 0;
      either += a[i] == LANE || b[i] == LANE ? 1 : 0;
    }
    return either == 0 ? 1 : (double) both / either;
  }
}
