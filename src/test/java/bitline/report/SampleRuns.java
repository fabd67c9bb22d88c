package bitline.report;

import bitline.task.Answer;
import bitline.task.Box;
import bitline.task.LabelMap;
import bitline.task.Picture;
import bitline.task.Placement;
import bitline.task.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Made-up runs of every task, for looking at the page: `SampleRuns FOLDER` writes one page each.
/// The numbers mean nothing.
final class SampleRuns {
  private SampleRuns() {}

  public static void main(String[] folder) {
    all().forEach((name, run) -> HtmlReport.write(run, Path.of(folder[0], name + ".html")));
  }

  static Map<String, RunReport> all() {
    Map<String, RunReport> runs = new LinkedHashMap<>();
    runs.put("classify", classify());
    runs.put("detect", detect());
    runs.put("segment", segment());
    runs.put("lanes", lanes());
    runs.put("embed", embed());
    return runs;
  }

  /// A road under a sky, and something round beside it.
  private static Picture scene(int width, int height, int seed) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double down = (double) y / height;
        double beside = Math.abs((double) x / width - 0.5);
        boolean road = down > 0.45 && beside < (down - 0.4) * 0.8;
        boolean disc =
            Math.hypot(x - width * (0.2 + 0.02 * seed), y - height * 0.4) < height * 0.12;
        int[] colour =
            disc
                ? new int[] {200, 40, 40}
                : road
                    ? new int[] {95, 95, 100}
                    : down < 0.45 ? new int[] {140, 180, 225} : new int[] {90, 130, 70};
        for (int c = 0; c < 3; c++) {
          rgb[3 * (y * width + x) + c] =
              (byte) Math.clamp(colour[c] + (x * 7 + y * 13 + seed * 5) % 17 - 8, 0, 255);
        }
      }
    }
    return new Picture("frame_" + seed + ".png", width, height, rgb);
  }

  private static RunReport.Outcome outcome(
      Picture picture, Answer onFloat, Answer onChip, @Nullable Integer label, double agreement) {
    return RunReport.Outcome.of(picture, onFloat, onChip, label, agreement);
  }

  static RunReport classify() {
    List<String> names =
        List.of(
            "speed limit 30", "stop", "yield", "priority road", "road works", "no entry <right>");
    List<RunReport.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      int chip = i % 8 == 3 ? (i + 1) % 6 : i % 6;
      outcomes.add(
          outcome(
              scene(32, 32, i),
              new Answer.Classes(List.of(new Answer.Ranked(i % 6, 0.99 - 0.03 * i))),
              new Answer.Classes(List.of(new Answer.Ranked(chip, 0.91 - 0.04 * i))),
              i % 6,
              chip == i % 6 ? 1 : 0));
    }
    Score onFloat = new Score("top-1", 1, 17, Map.of("top-5", 1.0));
    Score onChip = new Score("top-1", 15 / 17.0, 17, Map.of("top-5", 1.0));
    return run(
        "classify", "signs_sample", onFloat, onChip, 17, 15 / 17.0, outcomes, layers(14), names);
  }

  static RunReport detect() {
    List<RunReport.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Answer onFloat =
          new Answer.Boxes(
              List.of(
                  new Box(2, 0.93, 60, 90, 260, 240),
                  new Box(0, 0.71, 330, 120, 370, 230),
                  new Box(9, 0.4, 420, 2, 440, 40)));
      Answer onChip =
          new Answer.Boxes(
              List.of(new Box(2, 0.88, 64, 92, 255, 243), new Box(7, 0.35, 300, 120, 470, 250)));
      outcomes.add(outcome(scene(480, 320, i), onFloat, onChip, null, 0.4));
    }
    List<String> names =
        List.of(
            "person",
            "bicycle",
            "car",
            "motorcycle",
            "aeroplane",
            "bus",
            "train",
            "truck",
            "boat",
            "traffic light");
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("AP50 class 0", 0.865);
    details.put("AP50 class 2", 0.722);
    return run(
        "detect",
        "yolox_sample",
        new Score("mAP50", 0.825, 3, details),
        new Score("mAP50", 0.791, 3, details),
        3,
        0.4,
        outcomes,
        layers(113),
        names);
  }

  static RunReport segment() {
    List<RunReport.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      outcomes.add(
          outcome(
              scene(480, 360, i), mask(480, 360, 0.45, 1), mask(480, 360, 0.48, 2), null, 0.94));
    }
    List<String> names = List.of("sky", "building", "pole", "road", "pavement");
    Map<String, Double> details = Map.of("pixel accuracy", 0.85, "IoU class 3", 0.93);
    return run(
        "segment",
        "espnet_sample",
        new Score("mIoU", 0.555, 2, details),
        new Score("mIoU", 0.541, 2, details),
        2,
        0.94,
        outcomes,
        layers(46),
        names);
  }

  private static Answer mask(int width, int height, double horizon, int odd) {
    byte[] values = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double down = (double) y / height;
        boolean road = down > horizon && Math.abs((double) x / width - 0.5) < (down - 0.4) * 0.8;
        values[y * width + x] = (byte) (down < horizon ? 0 : road ? 3 : x / 60 % 4 == odd ? 4 : 1);
      }
    }
    return new Answer.Mask(new LabelMap(width, height, values), Placement.same(width, height));
  }

  static RunReport lanes() {
    List<RunReport.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      outcomes.add(outcome(scene(640, 360, i), curves(0), curves(14), null, 0.71));
    }
    Map<String, Double> details = Map.of("rows", 749.0, "point accuracy between the ends", 0.967);
    return run(
        "lanes",
        "lstr_sample",
        new Score("point accuracy", 0.976, 2, details),
        new Score("point accuracy", 0.955, 2, details),
        2,
        0.71,
        outcomes,
        layers(30),
        List.of());
  }

  private static Answer curves(int shift) {
    List<Answer.Lane> lanes = new ArrayList<>();
    for (int lane = -1; lane <= 1; lane++) {
      float[] columns = new float[360];
      for (int y = 0; y < 360; y++) {
        columns[y] = 320 + lane * (y - 150) * 0.9f + shift * (y - 150) / 100f;
      }
      lanes.add(new Answer.Lane(0.97, 165, 360, columns));
    }
    return new Answer.Lanes(lanes);
  }

  static RunReport embed() {
    List<RunReport.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Answer.Embedding direction = new Answer.Embedding(new float[] {0.6f, 0.8f});
      outcomes.add(
          new RunReport.Outcome(
              "sentence " + i, 0, 0, null, direction, direction, null, 0.99 - 0.01 * i));
    }
    Score onFloat = new Score("Spearman", 0.8750, 10, Map.of("pairs", 5.0));
    Score onChip = new Score("Spearman", 0.8712, 10, Map.of("pairs", 5.0));
    return run(
        "embed", "minilm_sample", onFloat, onChip, 10, 0.97, outcomes, layers(49), List.of());
  }

  private static List<RunReport.Layer> layers(int count) {
    List<RunReport.Layer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean onArrays = i % 9 != 8;
      layers.add(
          new RunReport.Layer(
              "backbone.dark" + i / 8 + "/conv_" + i,
              onArrays ? "Conv 3x3" : "MatMul",
              onArrays,
              onArrays
                  ? Double.valueOf(18 + 16 * Math.abs(Math.sin(i * 1.3)))
                  : i % 2 == 0 ? Double.valueOf(Double.POSITIVE_INFINITY) : null,
              onArrays ? 0.012 * Math.abs(Math.sin(i * 2.1)) : null,
              onArrays ? 0.2 + 0.75 * Math.abs(Math.cos(i * 0.7)) : null,
              onArrays ? 1 + i % 6 : 0,
              onArrays ? 12_544L * (1 + i % 5) : 0,
              1_204_224L * (1 + i % 7),
              onArrays ? 0.011 * Math.abs(Math.sin(i * 0.9)) : null));
    }
    return layers;
  }

  private static RunReport run(
      String task,
      String network,
      Score onFloat,
      Score onChip,
      int inputs,
      double agreement,
      List<RunReport.Outcome> outcomes,
      List<RunReport.Layer> layers,
      List<String> names) {
    List<RunReport.Histogram> histograms = new ArrayList<>();
    for (int h = 0; h < 6; h++) {
      List<Long> counts = new ArrayList<>();
      for (int bin = 0; bin < 64; bin++) {
        counts.add((long) (2e6 * Math.exp(-Math.pow((bin - 14.0 - 4 * h) / (5 + h), 2))));
      }
      histograms.add(
          new RunReport.Histogram(
              "backbone.dark" + h + "/conv_" + 8 * h,
              0,
              1,
              counts,
              h == 5 ? Double.NaN : 2,
              h == 5 ? Double.NaN : 46));
    }
    return new RunReport(
        new RunReport.Network(
            network,
            task,
            List.of(
                new RunReport.Fact("Parameters", "904 k"),
                new RunReport.Fact("MACs an input", "523 M"),
                new RunReport.Fact(
                    "SHA-256",
                    "695e750a5d5754bb5a8d5325643b59282191a7e7a564e435a415fd3c578eab14"))),
        new RunReport.Chip(
            "made_up_chip_2026",
            List.of(
                new RunReport.Fact("Technology", "RRAM, 130 nm"),
                new RunReport.Fact("Array", "256 rows x 256 columns"),
                new RunReport.Fact("ADC", "8 bits, one for 8 columns"))),
        List.of(
            new RunReport.Fact("Weights", "8 bits, symmetric, one scale a channel"),
                new RunReport.Fact("Activations", "8 bits"),
            new RunReport.Fact("Calibration", "min-max on 16 pictures"),
                new RunReport.Fact("Seed", "1")),
        onFloat,
        onChip,
        inputs,
        agreement,
        outcomes,
        IntStream.range(0, outcomes.size()).boxed().toList(),
        layers,
        "share of " + onChip.metric() + " lost when only this layer's sums go through the ADC",
        histograms,
        List.of(
            new RunReport.Stage("Reading the network", 0.041),
                new RunReport.Stage("Float run", 1.32),
            new RunReport.Stage("Calibrating and quantising", 2.2),
                new RunReport.Stage("Mapping", 0.0007),
            new RunReport.Stage("Chip run", 18.4),
                new RunReport.Stage("Finding the costly layers", 9.1)),
        List.of(
            new RunReport.Evidence(
                "array.rows",
                "256",
                RunReport.Standing.PUBLISHED,
                "https://doi.org/10.1038/s41586-022-04992-8"),
            new RunReport.Evidence(
                "adc.bits",
                "8",
                RunReport.Standing.PUBLISHED,
                "Wan et al., Nature 608 (2022), Methods"),
            new RunReport.Evidence(
                "adc.range",
                "calibrated",
                RunReport.Standing.ASSUMED,
                "The paper does not say how the range was set <per layer>"),
            new RunReport.Evidence(
                "cell.noise", "3 %", RunReport.Standing.FITTED, "to Fig. 2c of the same paper"),
            new RunReport.Evidence(
                "array.read", "5 ns", RunReport.Standing.ASSUMED, "typical of the node")),
        List.of("This page is a sample: its network, its chip and its numbers are made up."),
        names,
        names.isEmpty() ? null : chips(onChip.metric(), onFloat.value()));
  }

  private static ChipSamples chips(String metric, double onFloat) {
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      scores.add(onFloat - 0.005 * (i * 7 % 11 + i % 3));
    }
    return ChipSamples.of(metric, onFloat, scores, onFloat - 0.03, true);
  }
}
