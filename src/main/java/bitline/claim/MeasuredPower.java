package bitline.claim;

import bitline.text.Binder;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Whole systems whose power MLPerf measured at the wall, as `measured/mlperf-power.yaml` lists
/// them: the most efficient result of each accelerator.
///
/// @param evidence where each number comes from
@Sourced
public record MeasuredPower(List<Run> runs, @Collected List<Evidence> evidence) {
  private static final String FILE = "measured/mlperf-power.yaml";

  public MeasuredPower {
    runs = List.copyOf(runs);
    evidence = List.copyOf(evidence);
  }

  /// What was asked of a system.
  public enum Scenario {
    /// As many as it can.
    OFFLINE,
    /// One after another.
    SINGLE_STREAM
  }

  /// A result.
  ///
  /// @param machine its name in the catalogue, or that of a module of the same chip
  /// @param network as MLPerf has it
  /// @param rate samples a second of the whole system
  /// @param power watts of the whole system
  /// @param accelerators in it
  public record Run(
      String machine,
      String network,
      Scenario scenario,
      @Range(min = 1e-6) double rate,
      @Unit("W") @Range(min = 1e-6) double power,
      @Range(min = 1, max = 1024) int accelerators) {
    /// Joules of a sample, host and all.
    public double joules() {
      return power / rate;
    }
  }

  /// Those that come with Bitline.
  public static MeasuredPower standard() {
    try (InputStream in = MeasuredPower.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(MeasuredPower.class, Yaml.parse(text, FILE), FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + FILE + " cannot be read", e);
    }
  }

  /// Where a run comes from.
  public String source(Run run) {
    String path = "runs[" + runs.indexOf(run) + "].rate";
    return evidence.stream()
        .filter(one -> one.path().equals(path))
        .map(Evidence::text)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no source of " + path));
  }
}
