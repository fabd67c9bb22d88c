package bitline.task;

import bitline.base.Problem;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lane markings as curves. Output `logits` is `1 x lanes x 2`: a lane is there where the second is
/// greater. Output `curves` is `1 x lanes x 8`, b0 to b7: for y from b0 to b1, x = b2/(y − b3)² +
/// b4/(y − b3) + b5 + b6·y − b7, both as shares of the picture's width and height. Source: Liu et
/// al., "End-to-end Lane Shape Prediction with Transformers" (LSTR), WACV 2021.
record LaneCurves(String logits, String curves) implements Task {
  @Override
  public String word() {
    return "lanes";
  }

  @Override
  public Answer.Lanes answer(Map<String, Tensor> outputs, Placement placement) {
    Tensor there = Task.output(outputs, logits);
    Tensor curve = Task.output(outputs, curves);
    int count = there.elements() / 2;
    if (count == 0 || there.elements() != 2 * count || curve.elements() != 8 * count) {
      throw new Problem(
          "lane curves need outputs lanes x 2 and lanes x 8, not "
              + there.shape()
              + " and "
              + curve.shape());
    }
    List<Answer.Lane> lanes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double margin = there.at(2 * i + 1) - there.at(2 * i);
      if (margin > 0) {
        lanes.add(lane(curve, 8 * i, 1 / (1 + StrictMath.exp(-margin)), placement));
      }
    }
    return new Answer.Lanes(lanes);
  }

  private static Answer.Lane lane(Tensor b, int at, double confidence, Placement placement) {
    int height = placement.pictureHeight();
    double from = Math.min(b.at(at), b.at(at + 1));
    double to = Math.max(b.at(at), b.at(at + 1));
    int first = Math.clamp((int) Math.ceil(from * height), 0, height);
    int end = Math.clamp((int) Math.floor(to * height) + 1, first, height);
    float[] columns = new float[height];
    for (int row = 0; row < height; row++) {
      double y = (double) row / height;
      double d = y - b.at(at + 3);
      double x =
          b.at(at + 2) / (d * d)
              + b.at(at + 4) / d
              + b.at(at + 5)
              + b.at(at + 6) * y
              - b.at(at + 7);
      columns[row] = (float) (x * placement.pictureWidth());
    }
    return new Answer.Lane(confidence, first, end, columns);
  }

  /// `point accuracy`: for every labelled lane, the share of its rows (each 10th of a 720-row
  /// picture, from a third of the height down) at which the predicted lane that fits it best lies
  /// within 30 columns of a 1280-column picture; other sizes in proportion. Labels are pictures in
  /// which each lane has its own number; a lane's column at a row is the mean of its pixels there.
  /// A predicted curve is followed beyond its ends; the figure without that is among the details.
  /// The accuracy of the TuSimple lane benchmark, without its limits on the number of lanes.
  @Override
  public Score score(List<Answer> answers, Truth truth) {
    Truth.Maps maps = Task.need(truth, Truth.Maps.class, "label pictures", this, answers.size());
    List<Answer.Lanes> given = Task.cast(answers, Answer.Lanes.class);
    long right = 0;
    long rightInside = 0;
    long rows = 0;
    long labelled = 0;
    for (int i = 0; i < given.size(); i++) {
      LabelMap map = maps.map().apply(i);
      double tolerance = 30.0 * map.width() / 1280;
      for (Answer.Lane lane : labelledLanes(map)) {
        List<Integer> known = knownRows(lane, map.height());
        long best = 0;
        long bestInside = 0;
        for (Answer.Lane found : given.get(i).lanes()) {
          List<Integer> near =
              known.stream().filter(row -> near(found, lane, row, tolerance)).toList();
          best = Math.max(best, near.size());
          bestInside = Math.max(bestInside, near.stream().filter(found::reaches).count());
        }
        rows += known.size();
        labelled++;
        right += best;
        rightInside += bestInside;
      }
    }
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("point accuracy between the ends", rows == 0 ? 0 : (double) rightInside / rows);
    details.put("rows", (double) rows);
    details.put("lanes labelled", (double) labelled);
    details.put(
        "lanes found", (double) given.stream().mapToLong(lanes -> lanes.lanes().size()).sum());
    return new Score(
        "point accuracy", rows == 0 ? 0 : (double) right / rows, given.size(), details);
  }

  private static List<Integer> knownRows(Answer.Lane lane, int height) {
    List<Integer> rows = new ArrayList<>();
    for (int k = 0; k < 48; k++) {
      int row = (int) Math.floor(height / 3.0 + k * height / 72.0);
      if (row < height && !Double.isNaN(lane.at(row))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static boolean near(Answer.Lane one, Answer.Lane other, int row, double tolerance) {
    return Math.abs(one.at(row) - other.at(row)) <= tolerance;
  }

  /// The lanes of a label picture: rows without a pixel of the lane are NaN.
  static List<Answer.Lane> labelledLanes(LabelMap map) {
    TreeMap<Integer, float[]> lanes = new TreeMap<>();
    for (int y = 0; y < map.height(); y++) {
      long[] sum = new long[256];
      int[] count = new int[256];
      for (int x = 0; x < map.width(); x++) {
        sum[map.at(x, y)] += x;
        count[map.at(x, y)]++;
      }
      for (int lane = 1; lane < 256; lane++) {
        if (count[lane] > 0) {
          lanes.computeIfAbsent(lane, _ -> nothing(map.height()))[y] =
              (float) ((double) sum[lane] / count[lane]);
        }
      }
    }
    return lanes.values().stream()
        .map(columns -> new Answer.Lane(1, 0, map.height(), columns))
        .toList();
  }

  private static float[] nothing(int rows) {
    float[] columns = new float[rows];
    Arrays.fill(columns, Float.NaN);
    return columns;
  }

  /// The share of lane rows of either answer at which some lane of the other lies within a 24th of
  /// the picture's height (30 of 720); 1 when neither says a lane.
  @Override
  public double agreement(Answer one, Answer other) {
    List<Answer.Lane> a = ((Answer.Lanes) one).lanes();
    List<Answer.Lane> b = ((Answer.Lanes) other).lanes();
    long[] ab = matched(a, b);
    long[] ba = matched(b, a);
    long all = ab[1] + ba[1];
    return all == 0 ? 1 : (double) (ab[0] + ba[0]) / all;
  }

  /// Rows of `from` that `to` matches, and all rows of `from`.
  private static long[] matched(List<Answer.Lane> from, List<Answer.Lane> to) {
    long near = 0;
    long all = 0;
    for (Answer.Lane lane : from) {
      for (int i = lane.from(); i < lane.to(); i++) {
        int row = i;
        all++;
        near +=
            to.stream()
                    .anyMatch(
                        o -> o.reaches(row) && near(o, lane, row, lane.columns().length / 24.0))
                ? 1
                : 0;
      }
    }
    return new long[] {near, all};
  }
}
