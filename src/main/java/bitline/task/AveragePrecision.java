package bitline.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Mean average precision at half overlap (`mAP50`): for each class that the labels hold, the area
/// under the precision against recall curve with precision made monotone ("all-point"), then the
/// mean over those classes. A box counts as found when the label it overlaps most, of its class, is
/// overlapped by at least half and not found before by a surer box; a box whose best label is a
/// difficult one counts neither way.
///
/// Source: Everingham et al., "The PASCAL Visual Object Classes Challenge: A Retrospective", IJCV
/// 2015 (2010 rule).
final class AveragePrecision {
  private static final double OVERLAP = 0.5;

  private AveragePrecision() {}

  private record Found(Box box, int picture) {}

  static Score at50(List<Answer.Boxes> answers, Truth.Objects truth) {
    Map<Integer, Integer> labelled = new TreeMap<>();
    for (List<Truth.TrueBox> picture : truth.pictures()) {
      picture.stream()
          .filter(t -> !t.difficult())
          .forEach(t -> labelled.merge(t.box().label(), 1, Integer::sum));
    }
    Map<String, Double> details = new LinkedHashMap<>();
    double sum = 0;
    for (Map.Entry<Integer, Integer> entry : labelled.entrySet()) {
      double ap = ofClass(entry.getKey(), entry.getValue(), answers, truth);
      details.put("AP50 class " + entry.getKey(), ap);
      sum += ap;
    }
    return new Score(
        "mAP50", labelled.isEmpty() ? 0 : sum / labelled.size(), answers.size(), details);
  }

  private static double ofClass(
      int label, int labelled, List<Answer.Boxes> answers, Truth.Objects truth) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      for (Box box : answers.get(i).boxes()) {
        if (box.label() == label) {
          found.add(new Found(box, i));
        }
      }
    }
    found.sort(Comparator.comparingDouble((Found f) -> f.box.score()).reversed());
    List<boolean[]> taken = new ArrayList<>();
    truth.pictures().forEach(picture -> taken.add(new boolean[picture.size()]));
    List<double[]> curve = new ArrayList<>();
    int right = 0;
    int wrong = 0;
    for (Found f : found) {
      List<Truth.TrueBox> there = truth.pictures().get(f.picture);
      int best = nearest(f.box, there);
      if (best >= 0 && there.get(best).difficult()) {
        continue;
      }
      if (best >= 0 && !taken.get(f.picture)[best]) {
        taken.get(f.picture)[best] = true;
        right++;
      } else {
        wrong++;
      }
      curve.add(new double[] {(double) right / labelled, (double) right / (right + wrong)});
    }
    return area(curve);
  }

  /// The label of the box's class that it overlaps most, by half at least; -1 when there is none.
  private static int nearest(Box box, List<Truth.TrueBox> there) {
    int best = -1;
    double most = OVERLAP;
    for (int i = 0; i < there.size(); i++) {
      double overlap =
          there.get(i).box().label() == box.label() ? there.get(i).box().overlap(box) : -1;
      if (overlap >= most && (best < 0 || overlap > most)) {
        most = overlap;
        best = i;
      }
    }
    return best;
  }

  private static double area(List<double[]> curve) {
    double area = 0;
    double precision = 0;
    for (int i = curve.size() - 1; i >= 0; i--) {
      precision = Math.max(precision, curve.get(i)[1]);
      double before = i == 0 ? 0 : curve.get(i - 1)[0];
      area += (curve.get(i)[0] - before) * precision;
    }
    return area;
  }
}
