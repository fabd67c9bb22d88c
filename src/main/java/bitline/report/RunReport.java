package bitline.report;

import bitline.task.Answer;
import bitline.task.Picture;
import bitline.task.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Everything one run of a network on a chip has to tell, as plain records: what ran, how right it
/// was in float and on the chip, what each layer did, where the time went and on whose word the
/// numbers stand.
///
/// @param network the network
/// @param chip the chip
/// @param settings further settings that a reader needs to repeat the run: seed, ADC bits,
///   calibration
/// @param floatScore the float run against the labels; null when there were no labels
/// @param chipScore the chip's run against the same labels; null when there were none
/// @param inputs how many inputs were run
/// @param agreement the mean agreement of chip and float over the inputs, 0 to 1
/// @param outcomes each input with both answers
/// @param shown which outcomes a page shows, from 0; those keep their picture
/// @param layers in the order in which they are computed
/// @param lossMeaning what [Layer#loss] measures, as half a sentence without article: "share of
///   top-1 lost when …"
/// @param histograms sums on the bitline
/// @param stages where the workbench's own time went
/// @param evidence where the chip's numbers come from
/// @param notes remarks a reader must not miss, a sentence each
/// @param classNames the classes' names in order; may be empty
/// @param samples the scores of several chips; null where only one was run
public record RunReport(
    Network network,
    Chip chip,
    List<Fact> settings,
    @Nullable Score floatScore,
    @Nullable Score chipScore,
    int inputs,
    double agreement,
    List<Outcome> outcomes,
    List<Integer> shown,
    List<Layer> layers,
    String lossMeaning,
    List<Histogram> histograms,
    List<Stage> stages,
    List<Evidence> evidence,
    List<String> notes,
    List<String> classNames,
    @Nullable ChipSamples samples) {
  public RunReport {
    settings = List.copyOf(settings);
    outcomes = List.copyOf(outcomes);
    shown = List.copyOf(shown);
    layers = List.copyOf(layers);
    histograms = List.copyOf(histograms);
    stages = List.copyOf(stages);
    evidence = List.copyOf(evidence);
    notes = List.copyOf(notes);
    classNames = List.copyOf(classNames);
  }

  /// A line of a two-column list.
  public record Fact(String name, String value) {}

  /// The network: its name, its task's word, and what else is worth a line.
  public record Network(String name, String task, List<Fact> facts) {
    public Network {
      facts = List.copyOf(facts);
    }
  }

  /// The chip: its name and what else is worth a line.
  public record Chip(String name, List<Fact> facts) {
    public Chip {
      facts = List.copyOf(facts);
    }
  }

  /// One input and both answers.
  ///
  /// @param width columns of the picture as the answers count them; 0 for inputs that are no
  ///   pictures
  /// @param thumbnail the picture, maybe scaled down; null where there is none to show
  /// @param label the right class, for classified inputs with labels
  /// @param agreement of the two answers, 0 to 1
  public record Outcome(
      String name,
      int width,
      int height,
      @Nullable Picture thumbnail,
      Answer floatAnswer,
      Answer chipAnswer,
      @Nullable Integer label,
      double agreement) {
    private static final int WIDEST = 560;

    /// An outcome that keeps the picture only as large as a page needs it.
    public static Outcome of(
        Picture picture,
        Answer floatAnswer,
        Answer chipAnswer,
        @Nullable Integer label,
        double agreement) {
      int width = Math.min(WIDEST, picture.width());
      int height = Math.max(1, Math.round((float) picture.height() * width / picture.width()));
      Picture small = width == picture.width() ? picture : picture.resized(width, height);
      return new Outcome(
          picture.name(),
          picture.width(),
          picture.height(),
          small,
          floatAnswer,
          chipAnswer,
          label,
          agreement);
    }
  }

  /// One layer as the chip ran it.
  ///
  /// @param onArrays whether it ran in memory arrays; otherwise the vector unit did it
  /// @param snrDb signal-to-noise ratio of its output against float, in dB; infinite when equal;
  ///   null when unknown
  /// @param clipShare the share of ADC conversions that were clipped, 0 to 1; null when there is no
  ///   ADC
  /// @param utilisation the share of the cells of its arrays that hold weights, 0 to 1; null when
  ///   not on arrays
  /// @param arrays arrays that hold it
  /// @param conversions ADC conversions an input
  /// @param macs multiply-accumulates an input
  /// @param loss what it cost, in shares of 1, see [RunReport#lossMeaning]; null when not measured
  public record Layer(
      String name,
      String operator,
      boolean onArrays,
      @Nullable Double snrDb,
      @Nullable Double clipShare,
      @Nullable Double utilisation,
      long arrays,
      long conversions,
      long macs,
      @Nullable Double loss) {}

  /// How often each sum was seen on the bitlines of a layer.
  ///
  /// @param from the least sum of the first bin
  /// @param binWidth sums a bin
  /// @param adcLow the least sum that the ADC can tell, NaN without an ADC
  /// @param adcHigh the greatest
  public record Histogram(
      String layer,
      double from,
      double binWidth,
      List<Long> counts,
      double adcLow,
      double adcHigh) {
    public Histogram {
      counts = List.copyOf(counts);
    }
  }

  /// A part of the run and the seconds it took on this machine.
  public record Stage(String name, double seconds) {}

  /// Where a number of the chip's description comes from.
  public enum Standing {
    MEASURED,
    PUBLISHED,
    FITTED,
    ASSUMED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One number (or group of numbers) of the chip's description.
  ///
  /// @param key where it stands: `adc.bits`
  /// @param why the source, or the reason for an assumption
  public record Evidence(String key, String value, Standing standing, String why) {}

  /// What a class is called.
  String className(int label) {
    return label < 0
        ? "background"
        : label < classNames.size() ? classNames.get(label) : "class " + label;
  }

  /// Which inputs to show when not all can be, by their agreements: those that agree least, and of
  /// the many that agree fully an even choice, so that a page shows more than the first class of a
  /// folder. In the inputs' order.
  public static List<Integer> worthShowing(List<Double> agreements, int most) {
    List<Integer> differing = new ArrayList<>();
    List<Integer> same = new ArrayList<>();
    for (int i = 0; i < agreements.size(); i++) {
      (agreements.get(i) < 1 ? differing : same).add(i);
    }
    differing.sort(Comparator.comparingDouble(agreements::get));
    List<Integer> chosen = new ArrayList<>(differing.subList(0, Math.min(most, differing.size())));
    int places = Math.min(most - chosen.size(), same.size());
    for (int i = 0; i < places; i++) {
      chosen.add(same.get((int) ((long) i * same.size() / places)));
    }
    chosen.sort(Comparator.naturalOrder());
    return chosen;
  }

  /// Details of a score that name a class by its number get the class's name.
  String detailName(String detail) {
    int at = detail.lastIndexOf(" class ");
    if (at < 0 || !detail.substring(at + 7).matches("\\d{1,6}")) {
      return detail;
    }
    return detail.substring(0, at) + " " + className(Integer.parseInt(detail.substring(at + 7)));
  }

  /// The layers that cost most, worst first; of layers without a measured loss none.
  List<Layer> costliest(int most) {
    return layers.stream()
        .filter(layer -> layer.loss() != null)
        .sorted(
            Comparator.comparingDouble((Layer layer) -> -(layer.loss() == null ? 0 : layer.loss())))
        .limit(most)
        .toList();
  }
}
