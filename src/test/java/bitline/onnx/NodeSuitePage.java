package bitline.onnx;

import bitline.onnx.NodeSuite.Outcome;
import bitline.onnx.NodeSuite.Result;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The outcome of releases of ONNX's node tests as a page of documentation: how many passed, and
/// all others by name.
final class NodeSuitePage {
  private NodeSuitePage() {}

  /// @param releases results by the release's name, in the order in which they shall stand
  static String markdown(Map<String, List<Result>> releases) {
    StringBuilder out = new StringBuilder();
    out.append("# ONNX's node tests\n\n");
    out.append(
        "What became of the ONNX project's own tests of single operators (onnx/backend/test/data/node), by release.\n");
    out.append(
        "Every case passes whose operators and element types are supported, but for those disputed below. This page is\n");
    out.append(
        "generated; a test fails when it is stale (`-Dgolden.rewrite=true` writes it anew).\n\n");
    out.append(
        "| release | cases | pass | not supported | disputed | fail |\n|---|---|---|---|---|---|\n");
    releases.forEach((release, results) -> {
      long pass = count(results, Outcome.Pass.class);
      long unsupported = count(results, Outcome.Unsupported.class);
      long disputed = count(results, Outcome.Disputed.class);
      out.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %d | %d | %d |\n",
              release,
              results.size(),
              pass,
              unsupported,
              disputed,
              results.size() - pass - unsupported - disputed));
    });
    releases.forEach((release, results) -> {
      SortedMap<String, StringBuilder> reasons = new TreeMap<>();
      for (Result result : results) {
        String reason =
            switch (result.outcome()) {
              case Outcome.Pass() -> "";
              case Outcome.Disputed(String why) -> "disputed: " + why;
              case Outcome.Unsupported unsupported -> "not supported: " + unsupported.lack();
              case Outcome.Mismatch(String where) -> "fails: " + where;
              case Outcome.Failed(String what) -> "fails: " + what;
            };
        if (!reason.isEmpty()) {
          StringBuilder names = reasons.computeIfAbsent(reason, _ -> new StringBuilder());
          names.append(names.isEmpty() ? "" : ", ").append(result.name());
        }
      }
      out.append("\n## ").append(release).append("\n");
      reasons.forEach(
          (reason, names) -> out.append("\n- ").append(reason).append(": ").append(names));
      out.append("\n");
    });
    return out.toString();
  }

  private static long count(List<Result> results, Class<? extends Outcome> kind) {
    return results.stream().filter(result -> kind.isInstance(result.outcome())).count();
  }
}
